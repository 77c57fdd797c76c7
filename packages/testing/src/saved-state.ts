import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AirdropEvent } from '@airdrop-connectors/airdrop';

/** What the local platform keeps of the one sync unit of a world: `state/<sync unit id>.json`. */
export interface SavedState {
  file: string;
  /** Whole file, to see whether anything in it changed. */
  content: string;
  /** The state document as the connector wrote it. */
  document: string;
}

/** Rejects worlds with more than one sync unit; undefined before the first state was written. */
export function readSavedState(dataDirectory: string): SavedState | undefined {
  const folder = path.join(dataDirectory, 'state');
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return undefined;
  }
  const [name, ...others] = names;
  if (name === undefined) return undefined;
  if (others.length > 0) throw new Error(`There is more than one file in ${folder}: ${names.join(', ')}.`);
  const file = path.join(folder, name);
  const content = readFileSync(file, 'utf8');
  const { state } = JSON.parse(content);
  return { file, content, document: String(state) };
}

interface CoreState {
  version: number;
  streams: Record<string, { version: number; done: boolean; cursor?: Readonly<Record<string, unknown>> }>;
}

/** A document in the form that the port of the connector writes: an envelope, or flat with core under a key of its own. */
export type StateDocument =
  | { connectorState: object; sdkState: object & { core: CoreState } }
  | { airdropConnectorsCore: CoreState };

/** Core's part of a document; changing it changes the document. */
export function coreOf(document: StateDocument): CoreState {
  return 'sdkState' in document ? document.sdkState.core : document.airdropConnectorsCore;
}

/** The document as an envelope. Flat ones do not say what is whose, so both parts hold everything. */
export function asEnvelope(document: StateDocument): { connectorState: object; sdkState: object } {
  return 'sdkState' in document ? document : { connectorState: document, sdkState: document };
}

/** Replaces the state document between two invocations. */
export function writeSavedState(dataDirectory: string, syncUnitId: string, document: string): void {
  const folder = path.join(dataDirectory, 'state');
  mkdirSync(folder, { recursive: true });
  const updatedDate = new Date().toISOString();
  writeFileSync(
    path.join(folder, `${syncUnitId}.json`),
    `${JSON.stringify({ sync_unit: syncUnitId, updated_date: updatedDate, state: document })}\n`,
  );
}

/** Members of a state document that say when a part of the source was last read. */
const readTimes: ReadonlySet<string> = new Set(['lastSuccessfulSyncStarted', 'workersNewest', 'from']);

/** Makes what the connector has saved older, so that streams that rest are read by the next increment. */
export function letTimePass(dataDirectory: string, seconds: number): void {
  const folder = path.join(dataDirectory, 'state');
  const earlier = (key: string, value: unknown) =>
    readTimes.has(key) && typeof value === 'string' && value !== ''
      ? new Date(Date.parse(value) - seconds * 1000).toISOString()
      : value;
  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.loader.json'))) {
    const file = path.join(folder, name);
    const saved: { state: string } = JSON.parse(readFileSync(file, 'utf8'));
    const state = JSON.stringify(JSON.parse(saved.state, earlier));
    writeFileSync(file, `${JSON.stringify({ ...saved, state })}\n`);
  }
}

/** Hook for a run: puts a document in place before the first event that belongs to a sync unit. */
export function startFromState(dataDirectory: string, document: string) {
  let isPlaced = false;
  return (event: AirdropEvent): AirdropEvent => {
    const syncUnitId = event.payload.event_context.sync_unit_id;
    if (!isPlaced && syncUnitId !== '') {
      writeSavedState(dataDirectory, syncUnitId, document);
      isPlaced = true;
    }
    return event;
  };
}

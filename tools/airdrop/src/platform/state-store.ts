import path from 'node:path';
import { readJsonIfPresent, writeFileAtomically } from './atomic-file.js';
import { isJsonObject } from './json-shape.js';
import type { PhaseProtocol } from './protocol-names.js';

export interface StateStore {
  /** The state text as the connector sent it; undefined before its first write. */
  read(syncUnitId: string): Promise<string | undefined>;
  write(syncUnitId: string, state: string): Promise<void>;
  /** Grows by one whenever a write changed a document: tells whether an invocation got anywhere. */
  changes(): number;
}

/** Each direction has a state of its own (developer documentation, "Loading phases"). */
export function stateIdOf(syncUnitId: string, side: PhaseProtocol['side']): string {
  return side === 'loading' ? `${syncUnitId}.loader` : syncUnitId;
}

/** One file per sync unit and direction, `state/<sync unit id>.json` and `state/<sync unit id>.loader.json`; ids are made by this tool and safe as file names. */
export function openStateStore(directory: string, now: () => number): StateStore {
  let changes = 0;
  let lastWrite: Promise<void> = Promise.resolve();
  const fileOf = (syncUnitId: string) => path.join(directory, 'state', `${syncUnitId}.json`);

  async function read(syncUnitId: string): Promise<string | undefined> {
    const document = await readJsonIfPresent(fileOf(syncUnitId));
    if (!isJsonObject(document)) return undefined;
    return typeof document.state === 'string' ? document.state : undefined;
  }

  async function replace(syncUnitId: string, state: string): Promise<void> {
    if ((await read(syncUnitId)) !== state) changes += 1;
    const document = { sync_unit: syncUnitId, updated_date: new Date(now()).toISOString(), state };
    await writeFileAtomically(fileOf(syncUnitId), `${JSON.stringify(document)}\n`);
  }

  return {
    read,
    // Writes are queued: two at once must land in the order they were asked for.
    write(syncUnitId, state) {
      const write = lastWrite.then(() => replace(syncUnitId, state));
      lastWrite = write.catch(() => undefined);
      return write;
    },
    changes: () => changes,
  };
}

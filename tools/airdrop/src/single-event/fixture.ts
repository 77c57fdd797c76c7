import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isJsonObject, isText, type JsonObject } from '../platform/json-shape.js';
import { phaseOfEvent, phaseProtocols } from '../platform/protocol-names.js';
import { type Connection, connectionOf, connectionWithKey } from '../sync-run/connection-source.js';
import type { WrittenEvent } from './event-file.js';

/** One event with what the platform knows when it is sent, in the files of DevRev's snap-in template. */
export interface Fixture {
  name: string;
  event: WrittenEvent;
  direction: 'extraction' | 'loading';
  connection: Connection;
  /** Text of `state.json`; without one there is no state yet. */
  state?: string;
  /** Of `extraction_scope.json`: which item types a user has chosen. */
  extractionScope?: Record<string, { extract: boolean }>;
}

/** Names of the fixtures in a folder. */
export function fixtureNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'event.json')))
    .sort();
}

/**
 * Reads `event.json`, `state.json` and `extraction_scope.json`; `${NAME}` in them is that variable of the environment.
 * Convention of devrev/airsync-template, `code/src/test-runner/test-runner.ts`.
 * @throws a sentence when a file is wrong or a variable is not set
 */
export async function readFixture(
  folder: string,
  snapIn: string,
  environment: NodeJS.ProcessEnv,
): Promise<Fixture> {
  const content = await objectIn(path.join(folder, 'event.json'), environment);
  const payload = content?.payload;
  if (content === undefined || !isJsonObject(payload) || !isText(payload.event_type)) {
    throw new Error(`The fixture ${folder} has no event.json with payload.event_type. Add one.`);
  }
  const eventType = payload.event_type;
  const phase = phaseOfEvent(eventType);
  const state = await objectIn(path.join(folder, 'state.json'), environment);
  const scope = await objectIn(path.join(folder, 'extraction_scope.json'), environment);
  return {
    name: path.basename(folder),
    event: { eventType, content: withUnit(content, payload) },
    direction: phase !== undefined && phaseProtocols[phase].side === 'loading' ? 'loading' : 'extraction',
    connection: connectionIn(payload, snapIn),
    ...(state && { state: JSON.stringify(state) }),
    ...(scope && { extractionScope: scope as Record<string, { extract: boolean }> }),
  };
}

/** Events of a sync name what is synced; one that does not is taken for one of some unit. */
function withUnit(content: JsonObject, payload: JsonObject): JsonObject {
  const context = isJsonObject(payload.event_context) ? payload.event_context : {};
  const unit = { external_sync_unit_id: 'fixture', ...context };
  const isStateless = payload.event_type === phaseProtocols['external-sync-units'].start;
  return { ...content, payload: { ...payload, event_context: isStateless ? context : unit } };
}

function connectionIn({ connection_data: given }: JsonObject, snapIn: string): Connection {
  const { key, org_id: id, org_name: name } = isJsonObject(given) ? given : {};
  const connection = isText(key) ? connectionWithKey(snapIn, key) : connectionOf(snapIn, {});
  return {
    ...connection,
    data: { ...connection.data, ...(isText(id) && { orgId: id }), ...(isText(name) && { orgName: name }) },
  };
}

/** Undefined for a file that is missing or empty. */
async function objectIn(file: string, environment: NodeJS.ProcessEnv): Promise<JsonObject | undefined> {
  if (!existsSync(file)) return undefined;
  const text = (await readFile(file, 'utf8')).replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = environment[name];
    if (value !== undefined) return JSON.stringify(value).slice(1, -1);
    throw new Error(`${file} needs the environment variable ${name}, which is not set. Set it.`);
  });
  if (text.trim() === '') return undefined;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  if (isJsonObject(content)) return content;
  throw new Error(`${file} holds no JSON object. Correct it.`);
}

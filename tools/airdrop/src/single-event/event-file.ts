import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AirdropEvent } from '../platform/invocation-desk.js';
import { isJsonObject, isText, type JsonObject } from '../platform/json-shape.js';

/** An event as somebody wrote it down: only what is special about it, or all of it. */
export interface WrittenEvent {
  eventType: string;
  content: JsonObject;
}

const suppliedFolder = fileURLToPath(new URL('../../events/', import.meta.url));

/** Names of the events that come with this tool: one per phase, and what a phase may start or go on with. */
export function suppliedEvents(): string[] {
  return readdirSync(suppliedFolder)
    .map((file) => path.basename(file, '.json'))
    .sort();
}

/**
 * Reads an event from a file, or the supplied one of that name. A list with one event in it, as the function is given,
 * is that event. Rejects with a sentence when it is not readable, no JSON, or has no type.
 */
export async function readEvent(fileOrName: string): Promise<WrittenEvent> {
  const file = fileOf(fileOrName);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`The event ${file} cannot be read: ${String(error)}. Check --event.`, { cause: error });
  });
  const content = onlyEvent(parsed(text));
  const payload = content?.payload;
  if (content === undefined || !isJsonObject(payload) || !isText(payload.event_type)) {
    throw new Error(
      `${file} is no event: a JSON object with payload.event_type is needed. See the supplied ones in ${suppliedFolder}.`,
    );
  }
  return { eventType: payload.event_type, content };
}

function fileOf(fileOrName: string): string {
  if (existsSync(fileOrName)) return path.resolve(fileOrName);
  const supplied = path.join(suppliedFolder, `${fileOrName}.json`);
  if (!/[\\/.]/.test(fileOrName) && existsSync(supplied)) return supplied;
  throw new Error(
    `There is no event "${fileOrName}". Pass a file, or one of: ${suppliedEvents().join(', ')}.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function onlyEvent(value: unknown): JsonObject | undefined {
  const event = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return isJsonObject(event) ? event : undefined;
}

/** Members of an event that belong to the platform it is sent by: an event of another one is played on this one. */
const ownMembers: readonly (readonly string[])[] = [
  ['context', 'secrets'],
  ['execution_metadata', 'devrev_endpoint'],
  ['execution_metadata', 'function_name'],
  ['payload', 'connection_data'],
  ['payload', 'event_context', 'callback_url'],
  ['payload', 'event_context', 'worker_data_url'],
  ['payload', 'event_context', 'request_id'],
  ['payload', 'event_context', 'request_id_adaas'],
  ['payload', 'event_context', 'uuid'],
];

/** The event with what was written down instead of its own members, except addresses, credentials and request ids. */
export function withWritten(event: AirdropEvent, { content }: WrittenEvent): AirdropEvent {
  return merged(event, content, []) as AirdropEvent;
}

function merged(own: unknown, written: unknown, at: readonly string[]): unknown {
  if (ownMembers.some((member) => member.join('.') === at.join('.'))) return own;
  if (!isJsonObject(own) || !isJsonObject(written)) return written;
  const names = new Set([...Object.keys(own), ...Object.keys(written)]);
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      Object.hasOwn(written, name) ? merged(own[name], written[name], [...at, name]) : own[name],
    ]),
  );
}

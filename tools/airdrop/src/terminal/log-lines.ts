import { isJsonObject } from '../platform/json-shape.js';

/** Members of a line that are the same for all lines of an event, or shown at its beginning. */
const repeatedMembers = new Set([
  'message',
  'level',
  'event_type',
  'run_id',
  'request_id',
  'sync_unit_id',
  'external_sync_unit_id',
  'snap_in_slug',
  'mode',
  'release',
]);

/** A line of a snap-in's log for people: what happened, then what is special about it. Other lines stay as they are. */
export function readableLogLine(line: string): string {
  const entry = parsed(line);
  if (typeof entry?.message !== 'string') return line;
  const level = entry.level === 'warn' ? '! ' : entry.level === 'error' ? '✗ ' : '';
  // The official SDK repeats the whole context of the event in every line, and prints states over many.
  if ('sdk_version' in entry) return entry.message.replace(/\n.*/s, ' …');
  const details = Object.entries(entry)
    .filter(([name]) => !repeatedMembers.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [`${level}${entry.message}`, ...details].join('  ');
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isJsonObject(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

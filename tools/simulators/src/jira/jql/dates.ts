import type { Zone } from '../world/zone.js';
import { JqlError } from './jql-error.js';
import type { Operand } from './parser.js';

/** A point or, for text in minutes, a stretch of time, in milliseconds since the epoch; the end is exclusive. */
export interface TimeRange {
  startMs: number;
  endMs: number;
}

export interface DateSurroundings {
  now: () => number;
  /** Zone of the account: Jira reads dates without offset in it. */
  zone: Zone;
}

const MINUTE_MS = 60_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  w: 7 * 24 * 60 * MINUTE_MS,
  d: 24 * 60 * MINUTE_MS,
  h: 60 * MINUTE_MS,
  m: MINUTE_MS,
};

/** Reads epoch milliseconds, `now()`, periods such as `-4w 2d` and dates in minutes; throws a JqlError otherwise. */
export function readDate(operand: Operand, field: string, around: DateSurroundings): TimeRange {
  if (operand.kind === 'function') {
    if (operand.name.toLowerCase() !== 'now') {
      throw new JqlError(`Unable to find JQL function '${operand.name}(${operand.arguments.join(', ')})'.`);
    }
    return moment(around.now());
  }
  if (operand.kind !== 'value') throw invalidDate(String(operand.kind), field);
  const text = operand.value.trim();
  if (/^-?\d+$/.test(text)) return moment(Number(text));
  if (/^[+-]?(\d+[wdhm])(\s+\d+[wdhm])*$/.test(text)) return moment(around.now() + periodMs(text));
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/.exec(text);
  if (match === null) throw invalidDate(operand.value, field);
  const [, year, month, day, hour, minute] = match;
  const wallClockMs = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
  );
  if (new Date(wallClockMs).getUTCDate() !== Number(day)) throw invalidDate(operand.value, field);
  const startMs = around.zone.instantOf(wallClockMs);
  return { startMs, endMs: startMs + MINUTE_MS };
}

function moment(timeMs: number): TimeRange {
  return { startMs: timeMs, endMs: timeMs + 1 };
}

function periodMs(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  return [...text.matchAll(/(\d+)([wdhm])/g)].reduce(
    (total, [, count, unit]) => total + sign * Number(count) * (UNIT_MS[unit ?? 'm'] ?? MINUTE_MS),
    0,
  );
}

function invalidDate(value: string, field: string): JqlError {
  return new JqlError(
    `Date value '${value}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  );
}

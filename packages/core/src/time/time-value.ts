import * as z from 'zod/mini';
import { PlatformError } from '../errors.js';
import { parseGoDuration } from './go-duration.js';
import { toUtcTimestamp } from './timestamp.js';

/** Source: devrev/adaas-sdk v1.20 `src/types/extraction.ts`, `src/common/time-value-resolver.ts`. */
const timeValueSchema = z.object({
  type: z.enum([
    'unbounded',
    'current_time',
    'absolute_time',
    'workers_oldest',
    'workers_newest',
    'workers_oldest_minus_window',
    'workers_newest_plus_window',
  ]),
  value: z.optional(z.nullable(z.string())),
});
export type TimeValue = z.infer<typeof timeValueSchema>;

/** Boundaries of what earlier runs delivered, RFC 3339 UTC; empty when there was none. */
export interface KnownBoundaries {
  workersOldest: string;
  workersNewest: string;
  /** Written by older runtimes instead of `workersNewest`. */
  lastSuccessfulSyncStarted: string;
}

export const unboundedStart = '1970-01-01T00:00:00.000Z';

/**
 * A TimeValue as the platform sends it, or undefined when the field is absent or has no type.
 * @throws PlatformError when a type is given that this version does not know.
 */
export function parseTimeValue(raw: unknown, field: string): TimeValue | undefined {
  if (typeof raw !== 'object' || raw === null || !('type' in raw) || !raw.type) return undefined;
  const result = timeValueSchema.safeParse(raw);
  if (result.success) return result.data;
  throw unresolved(field, `its type "${String(raw.type)}" or value is not known to this version`);
}

/**
 * Resolves a TimeValue to a timestamp. A boundary nobody has recorded yet falls back to the last successful run
 * of an older runtime, then to the beginning of time: extracting more is safe, failing or extracting less is not.
 */
export function resolveTimeValue(
  timeValue: TimeValue,
  boundaries: KnownBoundaries,
  now: Date,
  field: string,
): string {
  const newest = boundaries.workersNewest || boundaries.lastSuccessfulSyncStarted;
  switch (timeValue.type) {
    case 'unbounded':
      return unboundedStart;
    case 'current_time':
      return now.toISOString();
    case 'absolute_time': {
      const timestamp = toUtcTimestamp(timeValue.value ?? '');
      if (timestamp === undefined) throw unresolved(field, `"${timeValue.value ?? ''}" is not a timestamp`);
      return timestamp;
    }
    case 'workers_oldest':
      return boundaries.workersOldest || unboundedStart;
    case 'workers_newest':
      return newest || unboundedStart;
    case 'workers_oldest_minus_window':
      return shift(boundaries.workersOldest, -1, timeValue.value, field);
    case 'workers_newest_plus_window':
      return shift(newest, 1, timeValue.value, field);
  }
}

function shift(boundary: string, sign: 1 | -1, duration: string | null | undefined, field: string): string {
  const milliseconds = parseGoDuration(duration ?? '');
  if (milliseconds === undefined) throw unresolved(field, `"${duration ?? ''}" is not a duration`);
  if (!boundary) return unboundedStart;
  const shifted = toUtcTimestamp(Date.parse(boundary) + sign * milliseconds);
  if (shifted === undefined) throw unresolved(field, `${boundary} shifted by ${duration} is out of range`);
  return shifted < unboundedStart ? unboundedStart : shifted;
}

function unresolved(field: string, reason: string): PlatformError {
  return new PlatformError(
    `Failed to resolve ${field}: ${reason}. Nothing was extracted; start the sync again.`,
    {
      code: 'window_unresolved',
    },
  );
}

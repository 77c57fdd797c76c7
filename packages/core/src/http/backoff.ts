/** Waits between attempts: the interval doubles from `baseMs` up to `capMs`. */
export interface Backoff {
  baseMs: number;
  capMs: number;
}

/** The same waits, all of them longer or shorter. */
export function scaledBackoff({ baseMs, capMs }: Backoff, factor: number): Backoff {
  return { baseMs: baseMs * factor, capMs: capMs * factor };
}

/** Milliseconds before attempt `attempt + 1`: full jitter over a doubling interval, capped. */
export function backoffMs(attempt: number, { baseMs, capMs }: Backoff, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));
}

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

/** Resolves after `milliseconds`, or rejects with the signal's reason. */
export function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

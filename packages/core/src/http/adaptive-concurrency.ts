/** How many requests one host is given at once: one more as long as it copes, half as many when it does not. */
export interface AdaptiveConcurrency {
  hasRoom(): boolean;
  start(): RunningRequest;
  /** Requests that may run at once now. */
  limit(): number;
}

export interface RunningRequest {
  /** Call once. `overloaded`: it timed out, or the host said that it has too much to do. */
  end(result: 'fine' | 'overloaded'): void;
}

/** Additive increase, multiplicative decrease between 1 and `maximum`. */
export function createAdaptiveConcurrency(maximum: number): AdaptiveConcurrency {
  let limit = Math.max(1, Math.ceil(maximum / 2));
  let running = 0;
  /** Requests begun before the last decrease say nothing about the limit since. */
  let decreases = 0;
  return {
    hasRoom: () => running < Math.floor(limit),
    limit: () => Math.floor(limit),
    start() {
      const begunAfter = decreases;
      running += 1;
      return {
        end(result) {
          const wasUsed = running >= Math.floor(limit);
          running -= 1;
          if (result === 'fine') {
            if (wasUsed) limit = Math.min(maximum, limit + 1 / limit);
          } else if (begunAfter === decreases) {
            decreases += 1;
            limit = Math.max(1, limit / 2);
          }
        },
      };
    },
  };
}

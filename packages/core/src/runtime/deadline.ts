/** Control-flow signal, not an error: the invocation must end now and continue in the next one. */
export class DeadlineReached extends Error {
  constructor() {
    super('the invocation has run out of time');
    this.name = 'DeadlineReached';
  }
}

/** How long the invocation may go on. */
export interface Deadline {
  /** True once no new work should be started. */
  readonly softReached: boolean;
  /** Aborted, with {@link DeadlineReached} as reason, when running requests must be given up. */
  readonly signal: AbortSignal;
  /** Milliseconds until the soft deadline; never negative. */
  remainingMs(): number;
}

export interface DeadlineControl extends Deadline {
  reachSoft(): void;
  abort(): void;
}

export function createDeadline(softDeadlineMs: number, now: () => number = Date.now): DeadlineControl {
  const startedAt = now();
  const controller = new AbortController();
  let soft = false;
  return {
    get softReached() {
      return soft || now() - startedAt >= softDeadlineMs;
    },
    signal: controller.signal,
    remainingMs: () => (soft ? 0 : Math.max(0, startedAt + softDeadlineMs - now())),
    reachSoft: () => {
      soft = true;
    },
    abort: () => {
      soft = true;
      controller.abort(new DeadlineReached());
    },
  };
}

import type { AdaptiveConcurrency, RunningRequest } from './adaptive-concurrency.js';
import type { RequestPriority } from './http-request.js';
import type { RateBucket } from './rate-bucket.js';

/** What a request is charged to. */
export interface Charge {
  bucket: RateBucket;
  units: number;
  /** Others are not held up by it. */
  isOfOneObject: boolean;
}

export interface QueuedRequest {
  charges: readonly Charge[];
  priority: RequestPriority;
  /** Place among requests of the same priority; kept when a request is repeated. */
  order: number;
  /** Whether waiting so long makes sense. */
  fits: (waitMs: number) => boolean;
  /** The error for a wait that does not fit; whether it is about budgets of one object only. */
  refusal: (waitMs: number, isOfOneObject: boolean) => Error;
}

/** Starts requests in order as soon as their budgets and the host allow it. */
export interface RequestQueue {
  nextOrder(): number;
  /** Resolves when the request may start. Rejects when it would wait too long, and with the reason of an abort. */
  enter(request: QueuedRequest): Promise<RunningRequest>;
  /** Looks again who may start: a budget was corrected or closed. */
  review(): void;
}

export interface RequestQueueOptions {
  concurrency: AdaptiveConcurrency;
  signal: AbortSignal;
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Told when requests begin and end to wait for budgets. */
  onWaiting: (isWaiting: boolean) => void;
}

interface Entry extends QueuedRequest {
  start: (running: RunningRequest) => void;
  fail: (reason: unknown) => void;
}

const ranks: Readonly<Record<RequestPriority, number>> = { high: 0, normal: 1, low: 2 };

export function createRequestQueue(options: RequestQueueOptions): RequestQueue {
  const { concurrency, signal, wait, onWaiting } = options;
  let entries: Entry[] = [];
  let orders = 0;
  let wakeUp: AbortController | undefined;

  function add(entry: Entry): void {
    const isLater = (other: Entry) =>
      ranks[other.priority] > ranks[entry.priority] ||
      (ranks[other.priority] === ranks[entry.priority] && other.order > entry.order);
    const index = entries.findIndex(isLater);
    entries.splice(index < 0 ? entries.length : index, 0, entry);
  }

  function review(): void {
    const waiting: Entry[] = [];
    /** Units of requests that wait before, by bucket: nobody overtakes within a budget. */
    const ahead = new Map<RateBucket, number>();
    let earliestMs = Number.POSITIVE_INFINITY;
    let isBudgetShort = false;
    for (const entry of entries) {
      const waitMs = Math.max(
        0,
        ...entry.charges.map(({ bucket, units }) => bucket.readyInMs(units, ahead.get(bucket))),
      );
      if (waitMs <= 0 && concurrency.hasRoom()) {
        for (const { bucket, units } of entry.charges) bucket.spend(units);
        entry.start(finishing(concurrency.start()));
        continue;
      }
      if (waitMs > 0 && !entry.fits(waitMs)) {
        const isOfOneObject = entry.charges.every(
          ({ bucket, units, isOfOneObject: isOwn }) =>
            isOwn || entry.fits(bucket.readyInMs(units, ahead.get(bucket))),
        );
        entry.fail(entry.refusal(waitMs, isOfOneObject));
        continue;
      }
      waiting.push(entry);
      if (waitMs <= 0) continue;
      isBudgetShort = true;
      earliestMs = Math.min(earliestMs, waitMs);
      for (const { bucket, units } of entry.charges) {
        if (bucket.readyInMs(units, ahead.get(bucket)) > 0)
          ahead.set(bucket, (ahead.get(bucket) ?? 0) + units);
      }
    }
    entries = waiting;
    onWaiting(isBudgetShort);
    wakeAfter(earliestMs);
  }

  function finishing(running: RunningRequest): RunningRequest {
    return {
      end(result) {
        running.end(result);
        review();
      },
    };
  }

  function wakeAfter(milliseconds: number): void {
    wakeUp?.abort();
    wakeUp = undefined;
    if (!Number.isFinite(milliseconds) || signal.aborted) return;
    const current = new AbortController();
    wakeUp = current;
    wait(milliseconds, current.signal).then(
      () => {
        if (wakeUp === current) review();
      },
      () => {},
    );
  }

  signal.addEventListener(
    'abort',
    () => {
      wakeUp?.abort();
      const given = entries;
      entries = [];
      onWaiting(false);
      for (const { fail } of given) fail(signal.reason);
    },
    { once: true },
  );

  return {
    nextOrder: () => orders++,
    enter(request) {
      if (signal.aborted) return Promise.reject(signal.reason);
      return new Promise((resolve, reject) => {
        add({ ...request, start: resolve, fail: reject });
        review();
      });
    },
    review,
  };
}

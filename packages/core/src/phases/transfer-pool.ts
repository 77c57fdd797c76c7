/** How many files are transferred at once: as many as make it faster, fewer when it is too much for somebody. */
export interface TransferPool {
  hasRoom(): boolean;
  start(): RunningTransfer;
  /** Transfers that may run at once now. */
  limit(): number;
}

/** `overloaded`: a side could not be reached, timed out, or said that it has too much to do. */
export type TransferEnd = { bytes: number } | 'failed' | 'overloaded';

export interface RunningTransfer {
  /** Only the first call counts. */
  end(result: TransferEnd): void;
}

export interface TransferPoolOptions {
  /** How many to begin with. */
  first?: number;
  maximum?: number;
  now?: () => number;
  /** Bytes that buffers of this thread hold. */
  heldBytes?: () => number;
}

const usualFirst = 10;
const usualMaximum = 50;
/** Growth in steps of a half: 10, 15, 23, 35, 50. */
const growth = 1.5;
/** Less than this more is chance: files differ in size. */
const worthwhile = 1.15;
/** What a comparison is made of takes at least this long. */
const shortestMeasureMs = 200;
/** A list of files that comes to its end leaves places empty; what was measured then is about the list. */
const leastUse = 0.8;
/** After a step that brought nothing, so many measures pass until the next one is tried. */
const rests = 4;
/** Buffers of all transfers together: growing stops, and above twice as much it is undone. */
const comfortableBytes = 48 * 1024 * 1024;

/** What was transferred per second while the limit was the same. */
interface Measure {
  limit: number;
  filesPerSecond: number;
  bytesPerSecond: number;
}

/**
 * Starts with 10 and climbs as long as more at once bring more files or more bytes per second. A step that does not is
 * taken back. Halves on overload, as requests do.
 */
export function createTransferPool({
  first = usualFirst,
  maximum = usualMaximum,
  now = Date.now,
  heldBytes = () => process.memoryUsage().arrayBuffers,
}: TransferPoolOptions = {}): TransferPool {
  let limit = Math.min(first, maximum);
  let running = 0;
  /** Counts changes of the limit: transfers begun before the last one say nothing about it. */
  let era = 0;
  /** Of these, still under way. */
  let fromBefore = 0;
  let before: Measure | undefined;
  let resting = 0;
  let measure = emptyMeasure(now());

  function change(to: number): void {
    limit = Math.min(maximum, Math.max(1, to));
    era += 1;
    fromBefore = running;
    measure = emptyMeasure(now());
  }

  /** Adds up how many transfers were under way for how long. */
  function passTime(): void {
    const time = now();
    measure.busyMs += running * (time - measure.countedUntil);
    measure.countedUntil = time;
  }

  function judge(seconds: number): void {
    const current: Measure = {
      limit,
      filesPerSecond: measure.files / seconds,
      bytesPerSecond: measure.bytes / seconds,
    };
    const held = heldBytes();
    if (held > comfortableBytes * 2) {
      before = undefined;
      resting = rests;
      change(Math.floor(limit / growth));
    } else if (before && !isFaster(current, before)) {
      const { limit: earlier } = before;
      before = undefined;
      resting = rests;
      change(earlier);
    } else if (resting > 0 || limit === maximum || held > comfortableBytes) {
      before = undefined;
      resting = Math.max(0, resting - 1);
      measure = emptyMeasure(now());
    } else {
      before = current;
      change(Math.ceil(limit * growth));
    }
  }

  return {
    hasRoom: () => running < limit,
    limit: () => limit,
    start() {
      const begunIn = era;
      let isOver = false;
      passTime();
      running += 1;
      return {
        end(result) {
          if (isOver) return;
          isOver = true;
          passTime();
          running -= 1;
          if (begunIn !== era) {
            fromBefore = Math.max(0, fromBefore - 1);
            if (fromBefore === 0) measure = emptyMeasure(now());
            return;
          }
          if (result === 'overloaded') {
            before = undefined;
            resting = 1;
            change(Math.floor(limit / 2));
            return;
          }
          measure.files += 1;
          if (typeof result === 'object') measure.bytes += result.bytes;
          const elapsedMs = now() - measure.since;
          if (measure.files < limit || elapsedMs < shortestMeasureMs) return;
          if (measure.busyMs < leastUse * limit * elapsedMs) measure = emptyMeasure(now());
          else judge(elapsedMs / 1000);
        },
      };
    },
  };
}

function emptyMeasure(now: number) {
  return { since: now, countedUntil: now, files: 0, bytes: 0, busyMs: 0 };
}

function isFaster(current: Measure, before: Measure): boolean {
  return (
    current.filesPerSecond > before.filesPerSecond * worthwhile ||
    current.bytesPerSecond > before.bytesPerSecond * worthwhile
  );
}

/** The only file that reads the process environment. */
export interface RuntimeConfiguration {
  /** After this the invocation finishes its page and continues in the next one. */
  softDeadlineMs: number;
  /** After this running requests are aborted and what was checkpointed is reported. */
  abortDeadlineMs: number;
  /** After this the worker is terminated; leaves time for the reply before the platform's limit of 13 minutes. */
  hardDeadlineMs: number;
  /** Heap of the worker; the process around it needs room for buffers. */
  workerHeapMb: number;
  /** How long the external system may take for response headers, and between two chunks of a body. */
  sourceTimeoutMs: number;
  /** Files transferred at once at most, and to begin with; undefined: core finds out what is fastest. */
  filesAtOnce: number | undefined;
  /** Part of every limit of the external system that a sync may use, 0 to 1; the snap-in's own setting comes first. */
  limitShare: number | undefined;
  /** Factor on the waits between attempts that nobody asked for; below 1 only where faults are made on purpose. */
  retryDelayFactor: number;
}

const minute = 60_000;

/**
 * Defaults follow the platform's limit of 13 minutes per invocation (docs "Data extraction"); a shorter soft
 * deadline, used to force continuation, moves the later ones with it.
 */
export function readConfiguration(environment: NodeJS.ProcessEnv = process.env): RuntimeConfiguration {
  const softDeadlineMs = Math.min(
    10 * minute,
    seconds(environment.AIRDROP_SOFT_DEADLINE_SECONDS) ?? 10 * minute,
  );
  const lateMs = seconds(environment.AIRDROP_HARD_DEADLINE_SECONDS) ?? softDeadlineMs + 2.25 * minute;
  const hardDeadlineMs = Math.min(12.25 * minute, Math.max(lateMs, softDeadlineMs));
  return {
    softDeadlineMs,
    hardDeadlineMs,
    abortDeadlineMs: softDeadlineMs + (hardDeadlineMs - softDeadlineMs) / 2,
    workerHeapMb: positive(environment.AIRDROP_WORKER_HEAP_MB) ?? 700,
    sourceTimeoutMs: seconds(environment.AIRDROP_SOURCE_TIMEOUT_SECONDS) ?? minute,
    filesAtOnce: wholeUpTo(50, environment.AIRDROP_FILES_AT_ONCE),
    limitShare: shareOfPercent(environment.AIRDROP_LIMIT_SHARE_PERCENT),
    retryDelayFactor: positive(environment.AIRDROP_RETRY_DELAY_FACTOR) ?? 1,
  };
}

/** From 1 to 100 percent; undefined for anything else. */
export function shareOfPercent(value: string | undefined): number | undefined {
  const percent = positive(value);
  return percent !== undefined && percent >= 1 && percent <= 100 ? percent / 100 : undefined;
}

function seconds(value: string | undefined): number | undefined {
  const number = positive(value);
  return number === undefined ? undefined : number * 1000;
}

function positive(value: string | undefined): number | undefined {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

function wholeUpTo(most: number, value: string | undefined): number | undefined {
  const number = positive(value);
  return number === undefined ? undefined : Math.min(most, Math.max(1, Math.floor(number)));
}

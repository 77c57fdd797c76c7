import { PlatformError, RetryableError } from '../errors.js';

/** What to make of a file that could not be transferred. */
export type FailureVerdict =
  /** Try it once more after the others. */
  | 'postpone'
  /** It is this file: name it and go on. */
  | 'skip'
  /** It is the system: stop, so that the files come with the next run instead of being given up. */
  | 'outage';

/** Tells a file that cannot be had from a system that is down. */
export interface OutageWatch {
  succeeded(): void;
  failed(file: string, error: unknown): FailureVerdict;
}

/**
 * A failure that usually passes is given a second chance. When others came through meanwhile, the file is to blame;
 * when nothing did and several fail, the system is.
 */
export function createOutageWatch(): OutageWatch {
  let successes = 0;
  const successesAtFirstFailure = new Map<string, number>();
  const failingSinceSuccess = new Set<string>();
  return {
    succeeded() {
      successes += 1;
      failingSinceSuccess.clear();
    },
    failed(file, error) {
      if (!(error instanceof RetryableError || error instanceof PlatformError)) return 'skip';
      failingSinceSuccess.add(file);
      const before = successesAtFirstFailure.get(file);
      if (before === undefined) {
        successesAtFirstFailure.set(file, successes);
        return 'postpone';
      }
      return successes > before || failingSinceSuccess.size === 1 ? 'skip' : 'outage';
    },
  };
}

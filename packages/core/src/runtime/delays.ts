import { RateLimitedError, RetryableError } from '../errors.js';
import type { SyncState } from '../state/sync-state.js';

/** An outage is waited for in steps of 1, 2, 4, 8 and 10 minutes, 25 in all; then it is an error. */
const maxOutageDelays = 5;
const firstDelaySeconds = 60;
const longestDelaySeconds = 600;

/**
 * For how many whole seconds the platform shall leave the sync alone after this error, or undefined when it ends the
 * phase. A rate limit is waited for as long as the external system says, as often as it says so. An outage is counted
 * in the state: only so many delays in a row may bring nothing new.
 */
export function delayAfter(error: unknown, state: SyncState): number | undefined {
  if (!(error instanceof RetryableError)) return undefined;
  const isRateLimit = error instanceof RateLimitedError;
  if (isRateLimit && !error.isOutage) return error.delaySeconds;
  if (state.outageDelays >= maxOutageDelays) return undefined;
  const stepSeconds = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** state.outageDelays);
  state.outageDelays += 1;
  return Math.max(stepSeconds, isRateLimit ? error.delaySeconds : 0);
}

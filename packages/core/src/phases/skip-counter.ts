import { ConnectorError, ContractViolation, toErrorReport } from '../errors.js';
import type { Logger } from '../log/logger.js';
import type { SyncState } from '../state/sync-state.js';

/** Above this many skipped records, and above this share of all, a run is no success with gaps but a failure. */
const toleratedSkips = 20;
const toleratedShare = 0.01;

/** Names every record or file that cannot be delivered, and stops a run in which too many cannot. */
export interface SkipCounter {
  skip(itemType: string, id: string, error: unknown): void;
  delivered(): void;
  /** @throws ContractViolation when too much of what was seen had to be skipped. */
  check(): void;
}

export function createSkipCounter(state: SyncState, log: Logger): SkipCounter {
  let delivered = 0;
  let skipped = 0;
  let lastReason = '';
  return {
    skip(itemType, id, error) {
      skipped += 1;
      state.skipped += 1;
      const report = toErrorReport(error);
      lastReason = report.message;
      log.warn('record skipped', {
        item_type: itemType,
        id,
        code: report.code,
        reason: report.message,
        ...(!ConnectorError.isInstance(error) && { detail: report.detail }),
      });
    },
    delivered() {
      delivered += 1;
    },
    check() {
      if (skipped <= toleratedSkips || skipped <= (delivered + skipped) * toleratedShare) return;
      throw new ContractViolation(
        `${skipped} of ${delivered + skipped} records could not be delivered; the last one: ${lastReason} ` +
          'The sync was stopped so that the gap is not taken for success. The log names every skipped record.',
        { code: 'too_many_skipped' },
      );
    },
  };
}

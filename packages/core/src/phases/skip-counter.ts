import type { Stream } from '../connector/stream.js';
import {
  ConnectorError,
  ContractViolation,
  type PermissionError,
  RecordError,
  toErrorReport,
} from '../errors.js';
import type { Logger } from '../log/logger.js';
import type { FieldProblem } from '../metadata/record-check.js';
import type { SyncState, Tally } from '../state/sync-state.js';

/** Above this many records that failed, and above this share of all, a run is no success with gaps but a failure. */
const toleratedFailures = 20;
const toleratedShare = 0.01;

/** Names every record, file or field that cannot be delivered, and stops a run in which too much cannot. */
export interface SkipCounter {
  skip(itemType: string, id: string, error: unknown): void;
  dropFields(itemType: string, id: string, problems: readonly FieldProblem[]): void;
  /** A file that was delivered although its length is not the announced one. */
  remarkSize(id: string, announcedBytes: number, receivedBytes: number): void;
  delivered(): void;
  /** A stream that the external system refused. */
  refused(stream: Pick<Stream<unknown>, 'name' | 'delivers'>, error: PermissionError): void;
  /** Of the whole run so far. */
  counts(): Tally;
  /** @throws ContractViolation when too much of what was seen had to be skipped. */
  check(): void;
}

/**
 * Every entry is one log line with the same fields (`skip_report`), which together are the skip report of a run; the
 * local platform collects them into a file. Counts go on from where the saved state says, because a run has as many
 * invocations as it takes; the phase saves them together with the cursors they belong to.
 */
export function createSkipCounter(state: SyncState, phase: 'data' | 'attachments', log: Logger): SkipCounter {
  let { delivered, failed } = state.tally[phase];
  let lastReason = '';
  return {
    skip(itemType, id, error) {
      state.skipped += 1;
      const report = toErrorReport(error);
      if (!(error instanceof RecordError && error.isLimitation)) {
        failed += 1;
        lastReason = report.message;
      }
      log.warn('record skipped', {
        skip_report: 'record',
        item_type: itemType,
        id,
        code: report.code,
        reason: report.message,
        ...(!ConnectorError.isInstance(error) && { detail: report.detail }),
      });
    },
    dropFields(itemType, id, problems) {
      state.fieldsDropped += problems.length;
      for (const { field, code, problem } of problems) {
        log.warn('field left out', {
          skip_report: 'field',
          item_type: itemType,
          id,
          field,
          code,
          reason: `Its field "${field}" ${problem}, so the record was delivered without it.`,
        });
      }
    },
    remarkSize(id, announcedBytes, receivedBytes) {
      log.warn('file has another size', {
        skip_report: 'file',
        item_type: 'attachments',
        id,
        code: 'file_size_differs',
        reason: `The file was announced with ${announcedBytes} bytes and has ${receivedBytes}; it was delivered as it is.`,
      });
    },
    refused({ name, delivers }, error) {
      const { code, message, detail } = toErrorReport(error);
      log.warn('stream left out', {
        skip_report: 'scope',
        item_type: Object.values(delivers)
          .map(({ key }) => key)
          .join(', '),
        id: name,
        stream: name,
        code,
        reason:
          `${message} Everything of "${name}" that has changed meanwhile is missing; the next sync reads it again ` +
          'from where the last complete one ended.',
        detail,
      });
    },
    delivered() {
      delivered += 1;
    },
    counts: () => ({ delivered, failed }),
    check() {
      if (failed <= toleratedFailures || failed <= (delivered + failed) * toleratedShare) return;
      throw new ContractViolation(
        `${failed} of ${delivered + failed} records could not be delivered${lastReason ? `; the last one: ${lastReason}` : '.'} ` +
          'The sync was stopped so that the gap is not taken for success. The log names every skipped record.',
        { code: 'too_many_skipped' },
      );
    },
  };
}

import type { Stream } from '../connector/stream.js';
import { ContractViolation } from '../errors.js';
import type { CursorValue } from '../state/sync-state.js';
import { sameCursor } from './reached-cursors.js';

/**
 * Stops a stream that goes in a circle. The last page of a stream may end where an earlier invocation stopped, so a
 * cursor that did not move is only an error once another page follows.
 */
export function createCursorGuard(stream: Stream<unknown>, start: CursorValue | undefined) {
  let previous = start;
  let hasStopped = false;
  return {
    /** @throws ContractViolation */
    check(cursor: CursorValue | undefined): void {
      if (hasStopped) {
        throw new ContractViolation(
          `Stream "${stream.name}" yielded the same cursor twice, so it would never end. Report this with the log of the run.`,
          { code: 'endless_paging' },
        );
      }
      if (!cursor) return;
      if (!stream.cursor.safeParse(cursor).success) {
        throw new ContractViolation(`Stream "${stream.name}" yielded a cursor that does not fit its schema.`);
      }
      hasStopped = previous !== undefined && sameCursor(previous, cursor);
      previous = cursor;
    },
  };
}

import { firstRoot } from '../../first-root.js';
import type { SimulatorOptions } from '../../simulator.js';
import { MOST_FILES_PER_ISSUE } from './attachments.js';
import type { FirstIssue } from './model.js';

const MOST_COMMENTS = 10_000;
const MOST_HISTORIES = 100_000;

/** What the options ask for on the first issue of the first project. Throws a sentence when one is out of range. */
export function firstIssue(options: SimulatorOptions): FirstIssue {
  const { children, files } = firstRoot(options, {
    mostChildren: MOST_COMMENTS,
    mostFiles: MOST_FILES_PER_ISSUE,
  });
  return {
    ...(children !== undefined && { comments: children }),
    ...(files && {
      files: files.map(({ fileName, bytes }) => ({
        filename: fileName,
        mimeType: 'application/octet-stream',
        bytes,
      })),
    }),
  };
}

/** @throws Error with a sentence when the option is out of range */
export function manyHistories({ manyHistories: count }: { manyHistories?: number }): FirstIssue {
  if (count === undefined) return {};
  if (Number.isSafeInteger(count) && count >= 0 && count <= MOST_HISTORIES) return { histories: count };
  throw new Error(
    `The option manyHistories of a simulated world is a whole number from 0 to ${MOST_HISTORIES}, not ${count}.`,
  );
}

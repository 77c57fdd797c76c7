import type { SimulatorOptions } from '../../simulator.js';
import { MOST_FILES_PER_ISSUE } from './attachments.js';
import type { FirstIssue } from './model.js';

const MOST_COMMENTS = 10_000;
const MOST_FILE_BYTES = 4 * 1024 ** 3;
const MIME_TYPE = 'application/octet-stream';
const NAMED_FILE_BYTES = 300;

/**
 * Puts what the options ask for into the first issue of the first project. Throws a sentence when an option is out of
 * range.
 */
export function firstIssue({ manyChildren, largeFileBytes, fileNames }: SimulatorOptions): FirstIssue {
  if (manyChildren !== undefined) check('manyChildren', manyChildren, MOST_COMMENTS);
  if (largeFileBytes !== undefined) check('largeFileBytes', largeFileBytes, MOST_FILE_BYTES);
  const files = [
    ...(fileNames ?? []).map((filename, position) => ({
      filename,
      mimeType: MIME_TYPE,
      bytes: NAMED_FILE_BYTES + position,
    })),
    ...(largeFileBytes === undefined
      ? []
      : [{ filename: 'large.bin', mimeType: MIME_TYPE, bytes: largeFileBytes }]),
  ];
  if (files.length > MOST_FILES_PER_ISSUE) {
    throw new Error(
      `An issue of a simulated world has at most ${MOST_FILES_PER_ISSUE} files, not ${files.length}. Give fewer fileNames.`,
    );
  }
  return {
    ...(manyChildren !== undefined && { comments: manyChildren }),
    ...(files.length > 0 && { files }),
  };
}

function check(option: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 0 && value <= most) return;
  throw new Error(
    `The option ${option} of a simulated world is a whole number from 0 to ${most}, not ${value}.`,
  );
}

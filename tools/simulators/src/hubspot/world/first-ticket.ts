import type { SimulatorOptions } from '../../simulator.js';
import type { FirstTicket } from './model.js';
import { MOST_FILES_PER_TICKET } from './world.js';

const MOST_MESSAGES = 5_000;
const MOST_FILE_BYTES = 4 * 1024 ** 3;
const NAMED_FILE_BYTES = 300;

/** What the options ask for on the first ticket. Throws a sentence when an option is out of range. */
export function firstTicket({ manyChildren, largeFileBytes, fileNames }: SimulatorOptions): FirstTicket {
  if (manyChildren !== undefined) check('manyChildren', manyChildren, MOST_MESSAGES);
  if (largeFileBytes !== undefined) check('largeFileBytes', largeFileBytes, MOST_FILE_BYTES);
  const files = (fileNames ?? []).map((fileName, position) => ({
    fileName,
    bytes: NAMED_FILE_BYTES + position,
  }));
  if (largeFileBytes !== undefined) files.push({ fileName: 'large.bin', bytes: largeFileBytes });
  check('fileNames', files.length, MOST_FILES_PER_TICKET);
  return {
    ...(manyChildren !== undefined && { messages: manyChildren }),
    ...(files.length > 0 && { files }),
  };
}

function check(option: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 0 && value <= most) return;
  throw new Error(
    `The option ${option} of a simulated world is a whole number from 0 to ${most}, not ${value}.`,
  );
}

import type { SimulatorOptions } from './simulator.js';

/** What the options of a world ask for on its first root object. */
export interface FirstRoot {
  children?: number;
  files?: { fileName: string; bytes: number }[];
}

const mostFileBytes = 4 * 1024 ** 3;
const namedFileBytes = 300;

/** @throws Error with a sentence when an option is out of range */
export function firstRoot(
  { manyChildren, largeFileBytes, fileNames }: SimulatorOptions,
  { mostChildren, mostFiles }: { mostChildren: number; mostFiles: number },
): FirstRoot {
  if (manyChildren !== undefined) check('manyChildren', manyChildren, mostChildren);
  if (largeFileBytes !== undefined) check('largeFileBytes', largeFileBytes, mostFileBytes);
  const files = (fileNames ?? []).map((fileName, position) => ({
    fileName,
    bytes: namedFileBytes + position,
  }));
  if (largeFileBytes !== undefined) files.push({ fileName: 'large.bin', bytes: largeFileBytes });
  if (files.length > mostFiles) {
    throw new Error(
      `A root object of a simulated world has at most ${mostFiles} files, not ${files.length}. Give fewer fileNames.`,
    );
  }
  return {
    ...(manyChildren !== undefined && { children: manyChildren }),
    ...(files.length > 0 && { files }),
  };
}

function check(option: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 0 && value <= most) return;
  throw new Error(
    `The option ${option} of a simulated world is a whole number from 0 to ${most}, not ${value}.`,
  );
}

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

let temporaryFiles = 0;

/** Replaces a file in one step: a process killed here leaves the old content or the new, never a part. */
export async function writeFileAtomically(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  temporaryFiles += 1;
  const temporary = `${file}.${process.pid}-${temporaryFiles}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, file);
}

/** Content of a file, or undefined when there is none. Other errors pass through. */
export async function readFileIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}

/** JSON document of a file, or undefined when there is none; a damaged file is an error naming it. */
export async function readJsonIfPresent(file: string): Promise<unknown> {
  const text = await readFileIfPresent(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not valid JSON. Remove the data directory and run an initial sync again.`, {
      cause: error,
    });
  }
}

export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PlatformError } from '../errors.js';
import { type Clock, during } from '../time/clock.js';

/** Code of the error that says an artifact ended before its end. */
export const artifactCutOff = 'artifact_cut_off';

/**
 * Records of a gzipped JSON Lines artifact, one at a time; blank lines are skipped. The clock is held while one is read,
 * and goes on while something is done with it.
 * @throws PlatformError when the file is cut off or holds a line that is no JSON.
 */
export async function* readArtifact(body: Readable, clock: Clock): AsyncGenerator<unknown, void, void> {
  yield* readLines(
    pipeline(body, createGunzip(), () => {}),
    clock,
  );
}

/** The same of JSON Lines that are not packed. */
export async function* readLines(text: Readable, clock: Clock): AsyncGenerator<unknown, void, void> {
  const lines = linesOf(text);
  try {
    for (let number = 1; ; number += 1) {
      const next = await during(clock, lines.next());
      if (next.done) return;
      if (next.value.trim() !== '') yield parseLine(next.value, number);
    }
  } finally {
    await lines.return();
  }
}

/** Ends lines at line feeds only: JSON text may hold the other characters that `node:readline` takes for line ends. */
async function* linesOf(text: Readable): AsyncGenerator<string, void, void> {
  let rest = '';
  try {
    for await (const chunk of text.setEncoding('utf8') as AsyncIterable<string>) {
      const [first = '', ...others] = chunk.split('\n');
      rest += first;
      for (const line of others) {
        yield rest;
        rest = line;
      }
    }
  } catch (error) {
    throw new PlatformError(
      'An artifact could not be read back whole from the DevRev platform. Start the sync again.',
      { code: artifactCutOff, cause: error },
    );
  }
  yield rest;
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new PlatformError(`Line ${number} of an artifact read back from the DevRev platform is not JSON.`, {
      cause: error,
    });
  }
}

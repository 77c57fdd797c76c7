import { createInterface } from 'node:readline';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PlatformError } from '../errors.js';

/**
 * Records of a gzipped JSON Lines artifact, one at a time; blank lines are skipped.
 * @throws PlatformError when the file is cut off or holds a line that is no JSON.
 */
export async function* readArtifact(body: Readable): AsyncGenerator<unknown, void, void> {
  const unpacked = pipeline(body, createGunzip(), () => {});
  const lines = createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY });
  let failure: unknown;
  // readline does not forward errors of its input.
  unpacked.once('error', (error) => {
    failure = error;
    lines.close();
  });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    yield parseLine(line, number);
  }
  if (failure !== undefined) {
    throw new PlatformError(
      'An artifact could not be read back whole from the DevRev platform. Start the sync again.',
      {
        cause: failure,
      },
    );
  }
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

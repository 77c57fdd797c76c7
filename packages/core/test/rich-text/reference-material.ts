import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const REPOSITORY_ROOT = new URL('../../../../', import.meta.url);

/** Folder of the reference material: `AIRDROP_SHARED_DIR`, else `shared` beside the repository. */
function referenceFolder(): string {
  return process.env.AIRDROP_SHARED_DIR ?? fileURLToPath(new URL('../shared', REPOSITORY_ROOT));
}

/** Parsed JSON document of the reference material; undefined, with the reason printed, when it is not there. */
export function readReference(path: string): unknown {
  const file = `${referenceFolder()}/${path}`;
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  process.stdout.write(`Skipping tests against ${path}: it is not in ${referenceFolder()}.\n`);
  return undefined;
}

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const REPOSITORY_ROOT = new URL('../../../', import.meta.url);

/** Folder of the reference material: `AIRDROP_SHARED_DIR`, else `shared` beside the repository. */
export function referenceFolder(): string {
  return process.env.AIRDROP_SHARED_DIR ?? fileURLToPath(new URL('../shared', REPOSITORY_ROOT));
}

/** Parsed JSON document of the reference material, undefined when the folder is not there. */
export function readReference(path: string): unknown {
  const file = `${referenceFolder()}/${path}`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the reference material: `AIRDROP_SHARED_DIR`, else `shared` beside the repository. */
export function referenceFolder(): string {
  return process.env.AIRDROP_SHARED_DIR ?? fileURLToPath(new URL('../shared', import.meta.url));
}

/** True when all files are there; otherwise prints which tests are skipped and why. */
export function hasReference(what: string, paths: readonly string[]): boolean {
  const missing = paths.find((path) => !existsSync(`${referenceFolder()}/${path}`));
  if (missing === undefined) return true;
  process.stdout.write(`Skipping ${what}: no ${missing} in ${referenceFolder()}.\n`);
  return false;
}

/** JSON document of the reference material; throws when it is not there. */
export function readReference(path: string): unknown {
  return JSON.parse(readFileSync(`${referenceFolder()}/${path}`, 'utf8'));
}

/** Same for a document that is an object. */
export function readReferenceObject(path: string): Record<string, unknown> {
  const document = readReference(path);
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) return { ...document };
  throw new Error(`The reference material ${path} is no object.`);
}

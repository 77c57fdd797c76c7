import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';

const REPOSITORY_ROOT = new URL('../../../', import.meta.url);

const recordSchema = z.record(z.string(), z.unknown());

/** Folder of the reference material: `AIRDROP_SHARED_DIR`, else `shared` beside the repository. */
export function referenceFolder(): string {
  return process.env.AIRDROP_SHARED_DIR ?? fileURLToPath(new URL('../shared', REPOSITORY_ROOT));
}

/** True when all files are there; otherwise prints which tests are skipped and why. */
export function hasReference(what: string, paths: readonly string[]): boolean {
  const missing = paths.find((path) => !existsSync(`${referenceFolder()}/${path}`));
  if (missing === undefined) return true;
  process.stdout.write(`Skipping ${what}: no ${missing} in ${referenceFolder()}.\n`);
  return false;
}

/** Parsed JSON document of the reference material; throws when it is not there. */
export function readReference(path: string): unknown {
  return JSON.parse(readFileSync(`${referenceFolder()}/${path}`, 'utf8'));
}

/** Same for a document that is an object. */
export function readReferenceObject(path: string): Record<string, unknown> {
  return z.parse(recordSchema, readReference(path));
}

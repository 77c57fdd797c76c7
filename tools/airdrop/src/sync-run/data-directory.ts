import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { WorldChanges } from '@airdrop-connectors/simulators';
import { databaseFileName } from '../database/database.js';
import { isMissingFile, readJsonIfPresent, writeFileAtomically } from '../platform/atomic-file.js';
import { isJsonObject } from '../platform/json-shape.js';

/** What the data in a directory was synced from; runs of different worlds are never mixed. */
export type World =
  | { source: 'simulator'; size: number; seed: number }
  | { source: 'live'; site: string }
  | { source: 'platform' };

/** `world.json`: says that this tool made the directory, and how to rebuild the world behind it. */
export interface WorldFile {
  madeBy: 'airdrop';
  formatVersion: 1;
  connector: string;
  world: World;
  /** Batches of edits made to a simulated world so far, oldest first, each with its time. */
  changes: (WorldChanges & { at: number })[];
  /** A reverse run has written to the simulated world, which lives as long as its process. */
  isWritten?: boolean;
}

const worldFileName = 'world.json';
const lockFileName = 'run.lock';

/** Everything a sync run may leave in a data directory besides `world.json`. */
const ownEntries = [
  'state',
  'artifacts',
  'mappers.json',
  'mapping.json',
  'runs',
  databaseFileName,
  `${databaseFileName}.wal`,
  'database.tmp',
];

/**
 * Reads `world.json`. Undefined when the directory is missing or empty. Rejects when it holds something else,
 * or cannot be read.
 */
export async function readDataDirectory(directory: string): Promise<WorldFile | undefined> {
  const entries = await entriesOf(directory);
  if (entries.length === 0) return undefined;
  const file = await readJsonIfPresent(path.join(directory, worldFileName));
  if (file === undefined) {
    throw new Error(
      `The directory ${directory} is not empty and was not made by this tool. Choose another with --data-dir.`,
    );
  }
  if (!isWorldFile(file)) {
    throw new Error(
      `${path.join(directory, worldFileName)} was written by another version of this tool. Choose another directory with --data-dir.`,
    );
  }
  return file;
}

/** Rejects when the directory holds data of another connector or another world. */
export function requireSameWorld(directory: string, held: WorldFile, connector: string, world: World): void {
  if (held.connector !== connector) {
    throw new Error(
      `The directory ${directory} holds data of the connector "${held.connector}", not "${connector}". Choose another with --data-dir.`,
    );
  }
  const [heldWorld, wantedWorld] = [describeWorld(held.world), describeWorld(world)];
  if (heldWorld !== wantedWorld) {
    throw new Error(
      `The directory ${directory} holds data of ${heldWorld}, not of ${wantedWorld}. Choose another with --data-dir, or remove it.`,
    );
  }
}

export function describeWorld(world: World): string {
  switch (world.source) {
    case 'simulator':
      return `a simulated world of size ${world.size} and seed ${world.seed}`;
    case 'live':
      return `the live system ${world.site}`;
    case 'platform':
      return 'a platform without a source';
  }
}

/** Removes what earlier runs left, `world.json` last: a process killed in between leaves a usable directory. */
export async function startOver(directory: string, connector: string, world: World): Promise<WorldFile> {
  for (const entry of ownEntries) await rm(path.join(directory, entry), { recursive: true, force: true });
  const file: WorldFile = { madeBy: 'airdrop', formatVersion: 1, connector, world, changes: [] };
  await writeWorldFile(directory, file);
  return file;
}

export async function writeWorldFile(directory: string, file: WorldFile): Promise<void> {
  await writeFileAtomically(path.join(directory, worldFileName), `${JSON.stringify(file, undefined, 2)}\n`);
}

/** Keeps two processes from using one directory. Returns how to give it back. */
export async function lockDataDirectory(directory: string): Promise<() => Promise<void>> {
  await makeDirectory(directory);
  const file = path.join(directory, lockFileName);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
        throw unusable(directory, error);
      const holder = Number(await readFile(file, 'utf8').catch(() => ''));
      if (isRunning(holder)) {
        throw new Error(
          `The directory ${directory} is in use by process ${holder}. Wait for its sync to end or choose another with --data-dir.`,
        );
      }
      await rm(file, { force: true });
    }
  }
  throw new Error(`The directory ${directory} could not be locked. Remove ${file} and try again.`);
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw unusable(directory, error);
  }
}

async function entriesOf(directory: string): Promise<string[]> {
  try {
    if (!(await stat(directory)).isDirectory()) {
      throw new Error(`${directory} is a file. Choose another directory with --data-dir.`);
    }
    const ignored = new Set([lockFileName, '.DS_Store']);
    return (await readdir(directory)).filter((name) => !ignored.has(name));
  } catch (error) {
    if (isMissingFile(error)) return [];
    if (error instanceof Error && 'code' in error) throw unusable(directory, error);
    throw error;
  }
}

function unusable(directory: string, cause: unknown): Error {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new Error(
    `The directory ${directory} cannot be used (${reason}). Check its permissions or choose another with --data-dir.`,
    { cause },
  );
}

function isRunning(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isWorldFile(value: unknown): value is WorldFile {
  return (
    isJsonObject(value) &&
    value.madeBy === 'airdrop' &&
    value.formatVersion === 1 &&
    typeof value.connector === 'string' &&
    isJsonObject(value.world) &&
    Array.isArray(value.changes)
  );
}

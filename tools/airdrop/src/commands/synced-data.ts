import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Database, databaseFileName, openDatabase } from '../database/database.js';
import { defaultDataDirectory } from './argument-values.js';

export interface SyncedDataOptions {
  dataDir?: string;
  connector?: string;
}

/** Opens the data of earlier syncs for reading; rejects with a sentence when there is none or no one meant. */
export async function openSyncedData(options: SyncedDataOptions): Promise<Database> {
  const directory = syncedDirectory(options);
  requireSyncedData(directory);
  return openDatabase(directory, 'read-only');
}

/** Throws a sentence when nothing was ever synced into the directory. */
export function requireSyncedData(directory: string): void {
  if (existsSync(path.join(directory, databaseFileName))) return;
  throw new Error(
    `There is no data in ${directory}. Run "airdrop sync" first, or choose another --data-dir.`,
  );
}

/** The directory that is meant; throws a sentence when several could be. */
export function syncedDirectory({ dataDir, connector }: SyncedDataOptions): string {
  if (dataDir !== undefined) return dataDir;
  if (connector !== undefined) return defaultDataDirectory(connector);
  const root = defaultDataDirectory('');
  const synced = existsSync(root)
    ? readdirSync(root).filter((name) => existsSync(path.join(root, name, databaseFileName)))
    : [];
  const [only] = synced;
  if (only !== undefined && synced.length === 1) return defaultDataDirectory(only);
  if (only === undefined)
    throw new Error('There is no data in .airdrop. Run "airdrop sync" first, or pass --data-dir.');
  throw new Error(`There is data of ${synced.join(', ')}. Choose one with --connector.`);
}

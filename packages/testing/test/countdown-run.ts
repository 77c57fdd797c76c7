import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunSummary, type RunSyncOptions, runSync } from '@airdrop-connectors/airdrop';
import { onTestFinished } from 'vitest';
import { impatience } from '../src/world.js';

export interface CountdownSettings {
  pages: number | string;
  records_per_page: number;
  files?: number;
  page_milliseconds?: number;
  failure?: 'none' | 'block' | 'exit' | 'throw' | 'reject' | 'out_of_memory' | 'hang';
  failure_page?: number;
  token?: string;
}

/** What the countdown toy runs with, but for the directory. */
export function countdownOptions(
  settings: CountdownSettings,
): Omit<RunSyncOptions, 'dataDirectory' | 'scenario'> {
  return {
    connector: 'countdown',
    bundlePath: path.join(import.meta.dirname, '..', 'dist', 'toys', 'countdown.cjs'),
    secrets: settings.token ? [settings.token] : [],
    connection: { key: JSON.stringify(settings), orgId: 'countdown', orgName: 'Countdown' },
    environment: impatience,
  };
}

/** Removed when the test has ended. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'countdown-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Runs the countdown toy in real processes against the local platform, in a directory of its own. */
export async function runCountdown(
  settings: CountdownSettings,
  options: Partial<RunSyncOptions> = {},
): Promise<{ summary: RunSummary; replies: string[]; dataDirectory: string }> {
  const dataDirectory = options.dataDirectory ?? (await temporaryDirectory());
  const replies: string[] = [];
  const summary = await runSync({
    ...countdownOptions(settings),
    dataDirectory,
    scenario: 'initial',
    makeObjects: false,
    ...options,
    environment: { ...impatience, ...options.environment },
    onProgress: (progress) => {
      if (progress.type === 'reply') replies.push(progress.eventType);
    },
  });
  return { summary, replies, dataDirectory };
}

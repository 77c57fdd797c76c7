import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunSummary, type RunSyncOptions, runSync } from '@airdrop-connectors/airdrop';
import { onTestFinished } from 'vitest';

export interface CountdownSettings {
  pages: number | string;
  records_per_page: number;
  files?: number;
  page_milliseconds?: number;
  failure?: 'none' | 'block' | 'exit' | 'throw' | 'reject' | 'out_of_memory' | 'hang';
  failure_page?: number;
  token?: string;
}

/** Runs the countdown toy in real processes against the local platform, in a directory of its own. */
export async function runCountdown(
  settings: CountdownSettings,
  options: Partial<RunSyncOptions> = {},
): Promise<{ summary: RunSummary; replies: string[]; dataDirectory: string }> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'countdown-'));
  onTestFinished(() => rm(dataDirectory, { recursive: true, force: true }));
  const replies: string[] = [];
  const summary = await runSync({
    connector: 'countdown',
    bundlePath: path.join(import.meta.dirname, '..', 'dist', 'toys', 'countdown.cjs'),
    dataDirectory,
    scenario: 'initial',
    secrets: settings.token ? [settings.token] : [],
    connection: { key: JSON.stringify(settings), orgId: 'countdown', orgName: 'Countdown' },
    ...options,
    onProgress: (progress) => {
      if (progress.type === 'reply') replies.push(progress.eventType);
    },
  });
  return { summary, replies, dataDirectory };
}

import type { RunSyncOptions } from '@airdrop-connectors/airdrop';
import { expect, test } from 'vitest';
import { killAtEveryBoundary } from '../src/kill-enumeration.js';
import { countdownOptions, runCountdown, temporaryDirectory } from './countdown-run.js';

const settings = { pages: 3, records_per_page: 20, files: 6 };
const complete = { status: 'done', records: { numbers: 60, attachments: 6 }, skipped: 0, violations: [] };

test('killed at any boundary, a run still delivers everything', { timeout: 300_000 }, async () => {
  const dataDirectory = await temporaryDirectory();
  const options = countdownOptions(settings);
  const { summary, boundaries, kills, repeated, wrong } = await killAtEveryBoundary(
    async (hooks: Partial<RunSyncOptions>) =>
      (await runCountdown(settings, { ...hooks, dataDirectory })).summary,
    { dataDirectory, of: () => options },
    () => {},
  );
  process.stdout.write(`countdown: ${boundaries} boundaries, ${kills} kills, ${repeated} repeats\n`);
  expect(summary).toMatchObject(complete);
  expect(boundaries).toBeGreaterThan(60);
  expect(wrong).toEqual([]);
});

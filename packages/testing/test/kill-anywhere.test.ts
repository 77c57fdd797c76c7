import { walkBoundaries } from '@airdrop-connectors/airdrop';
import { expect, test } from 'vitest';
import { runCountdown } from './countdown-run.js';

const world = { pages: 3, records_per_page: 20, files: 6 };
const complete = { status: 'done', records: { numbers: 60, attachments: 6 }, skipped: 0, violations: [] };

async function boundariesOfARun(): Promise<readonly string[]> {
  const walk = walkBoundaries(() => false);
  const { summary } = await runCountdown(world, walk.run);
  expect(summary).toMatchObject(complete);
  return walk.passed;
}

test('killed at any boundary, a run still delivers everything', { timeout: 300_000 }, async () => {
  const boundaries = await boundariesOfARun();
  const wrong: string[] = [];
  let repeated = 0;
  const killAt = async (boundary: number) => {
    const walk = walkBoundaries((passed) => passed === boundary);
    const { summary } = await runCountdown(world, walk.run);
    repeated += summary.repeated;
    const isComplete =
      summary.status === 'done' && summary.records.numbers === 60 && summary.records.attachments === 6;
    if (!isComplete || walk.kills() !== 1) {
      wrong.push(
        `${boundary} (${boundaries[boundary - 1]}): ${summary.status} ${summary.error ?? ''} ${JSON.stringify(summary.records)}`,
      );
    }
  };
  const queue = boundaries.map((_, index) => index + 1);
  await Promise.all(
    [0, 1].map(async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await killAt(next);
    }),
  );
  process.stdout.write(
    `countdown: ${boundaries.length} boundaries, ${boundaries.length} kills, ${repeated} repeats\n`,
  );
  expect(wrong).toEqual([]);
});

import { expect } from 'vitest';
import { walkBoundaries } from '../boundaries.js';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { inWorld } from '../world.js';

const group = 'crashes';

/** A run that is killed anywhere still delivers everything. */
export const crashCases: readonly ContractCase[] = [
  {
    id: 'kill-anywhere',
    group,
    title: 'killed at any boundary of an initial run, nothing is missing (A12)',
    timeoutMs: 600_000,
    run: (subject) => killEverywhere(subject, { size: 12 }),
  },
];

/** Enumerates the boundaries of a run and repeats it once for each, killing the process there. */
export async function killEverywhere(
  subject: ContractSubject,
  { size, parallel = 2 }: { size: number; parallel?: number },
) {
  const boundaries = await runKilledAt(subject, size, 0);
  const wrong: string[] = [];
  let repeated = 0;
  let next = 1;
  const work = async () => {
    while (next <= boundaries.passed.length) {
      const boundary = next;
      next += 1;
      const { summary, kills, passed } = await runKilledAt(subject, size, boundary);
      repeated += summary.repeated;
      if (summary.status === 'done' && summary.missing === 0 && summary.duplicated === 0 && kills === 1)
        continue;
      wrong.push(
        `boundary ${boundary}, ${passed[boundary - 1]}: ${summary.status}, ${summary.missing} missing. ${summary.error ?? ''}`,
      );
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  process.stdout.write(
    `${subject.system}: ${boundaries.passed.length} boundaries, ${boundaries.passed.length} kills, ${repeated} repeated records\n`,
  );
  expect(boundaries.summary).toMatchObject({ status: 'done', missing: 0 });
  expect(wrong).toEqual([]);
}

async function runKilledAt(subject: ContractSubject, size: number, boundary: number) {
  const walk = walkBoundaries((passed) => passed === boundary);
  return inWorld({ ...subject, size, source: walk.source }, async (world) => {
    const summary = await world.sync(walk.run);
    return { summary, kills: walk.kills(), passed: walk.passed };
  });
}

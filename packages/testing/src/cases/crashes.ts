import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AirdropEvent } from '@airdrop-connectors/airdrop';
import { type BoundaryWalk, walkBoundaries } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expectComplete } from '../outcome.js';
import { randomNumbers, testSeed } from '../random-numbers.js';
import { inWorld, type WorldOptions } from '../world.js';
import { pageByPage } from './time-outs.js';

const group = 'crashes';

/** A run that is killed anywhere still delivers everything. */
export const crashCases: readonly ContractCase[] = [
  {
    id: 'kill-anywhere',
    group,
    title: 'killed at any boundary of an initial run of 300 roots, nothing is missing (A12)',
    timeoutMs: 600_000,
    run: (subject) => killEverywhere(subject, { size: 300, attachmentShare: 0.01 }),
  },
  {
    id: 'kill-randomly',
    group,
    title: 'killed several times in one run at random boundaries, nothing is missing (A12, matrix 29)',
    timeoutMs: 120_000,
    run: (subject) => killRandomly(subject),
  },
  {
    id: 'kill-increment',
    group,
    title: 'killed at every fifth boundary of an increment, nothing is missing (A12)',
    timeoutMs: 300_000,
    run: (subject) => killIncrements(subject, 5),
  },
  {
    id: 'upgrade-mid-run',
    group,
    title: 'a run begun by one version of the snap-in is finished by the next (A40)',
    run: (subject) => upgradeMidRun(subject),
  },
];

/** Enumerates the boundaries of a run and repeats it once for each, killing the process there. */
export async function killEverywhere(
  subject: ContractSubject,
  { size, attachmentShare, parallel = 2 }: { size: number; attachmentShare: number; parallel?: number },
) {
  const options = { ...subject, size, simulator: { attachmentShare } };
  const boundaries = await runKilledAt(options, 0);
  const wrong: string[] = [];
  let repeated = 0;
  let next = 1;
  const work = async () => {
    while (next <= boundaries.passed.length) {
      const boundary = next;
      next += 1;
      const { summary, kills, passed } = await runKilledAt(options, boundary);
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

async function runKilledAt(options: WorldOptions, boundary: number) {
  const walk = walkBoundaries((passed) => passed === boundary);
  return inWorld({ ...options, source: walk.source }, async (world) => {
    const summary = await world.sync(walk.run);
    return { summary, kills: walk.kills(), passed: walk.passed };
  });
}

async function killRandomly(subject: ContractSubject): Promise<void> {
  const seed = testSeed();
  const draw = randomNumbers(seed);
  process.stdout.write(`${subject.system} kill-randomly: replay with AIRDROP_SEED=${seed}\n`);
  const plan = { kills: 6, next: 0 };
  // Boundaries are counted through all invocations, so each kill leaves some way to go.
  const step = () => 3 + Math.floor(draw() * 25);
  plan.next = step();
  const walk = walkBoundaries((boundary) => {
    if (boundary < plan.next || plan.kills === 0) return false;
    plan.kills -= 1;
    plan.next = boundary + step();
    return true;
  });
  await inWorld({ ...subject, size: 30, source: walk.source }, async (world) => {
    expectComplete(await world.sync({ ...pageByPage(), ...walk.run }));
    expect(walk.kills()).toBeGreaterThan(2);
  });
}

/** One world that is changed again for every kill: an increment costs little, a world of its own would not. */
async function killIncrements(subject: ContractSubject, step: number): Promise<void> {
  let walk: BoundaryWalk | undefined;
  const source: BoundaryWalk['source'] = {
    onBoundary: (stage, request) => walk?.source.onBoundary?.(stage, request),
  };
  await inWorld({ ...subject, size: 20, source }, async (world) => {
    expectComplete(await world.sync());
    const increment = async (boundary: number): Promise<BoundaryWalk> => {
      world.simulator.applyChanges({ seed: boundary, edits: 1 });
      const current = walkBoundaries((passed) => passed === boundary);
      walk = current;
      const summary = await world.sync({ scenario: 'incremental', ...current.run });
      const where = `boundary ${boundary}, ${current.passed[boundary - 1]}`;
      expect({ where, ...summary }).toMatchObject({
        where,
        status: 'done',
        missing: 0,
        duplicated: 0,
        violations: [],
      });
      return current;
    };
    const boundaries = (await increment(0)).passed.length;
    let kills = 0;
    for (let boundary = 1; boundary <= boundaries; boundary += step)
      kills += (await increment(boundary)).kills();
    expect(kills).toBeGreaterThan(Math.floor(boundaries / step / 2));
  });
}

async function upgradeMidRun(subject: ContractSubject): Promise<void> {
  const next = 'v2-of-the-upgrade';
  let continuations = 0;
  const eventOverride = (event: AirdropEvent): AirdropEvent => {
    if (event.payload.event_type.startsWith('CONTINUE_')) continuations += 1;
    if (continuations === 0) return event;
    const context = { ...event.payload.event_context, snap_in_version_id: next };
    return {
      ...event,
      context: { ...event.context, snap_in_version_id: next },
      payload: { ...event.payload, event_context: context },
    };
  };
  await inWorld({ ...subject, size: 30 }, async (world) => {
    expectComplete(await world.sync({ ...pageByPage(), eventOverride }));
    expect(continuations).toBeGreaterThan(1);
    const { installations } = JSON.parse(
      await readFile(path.join(world.dataDirectory, 'mapping.json'), 'utf8'),
    );
    expect(installations).toHaveLength(2);
    expect(installations[1]).toMatchObject({ snap_in_version_id: next });
  });
}

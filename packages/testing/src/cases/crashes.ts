import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AirdropEvent } from '@airdrop-connectors/airdrop';
import { type BoundaryWalk, walkBoundaries } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import { boundariesToKill } from '../boundaries-to-kill.js';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expected } from '../failure-table.js';
import { killAtEveryBoundary } from '../kill-enumeration.js';
import { expectComplete } from '../outcome.js';
import { randomNumbers, testSeed } from '../random-numbers.js';
import { createWorld, inWorld, type World } from '../world.js';
import { pageByPage } from './time-outs.js';

const group = 'crashes';

/** Runs that are killed at a time: while one waits for a process to start, the others have the processor. */
const lanes = 3;

const usualRoots = 300;

/** A run that is killed anywhere still delivers everything. */
export const crashCases: readonly ContractCase[] = [
  {
    id: 'kill-anywhere',
    group,
    proves: [
      expected('killed', 'Units'),
      expected('killed', 'Metadata'),
      expected('killed', 'Data'),
      expected('killed', 'Attachments'),
    ],
    title: 'killed at any boundary of an initial run, nothing is missing (A12)',
    timeoutMs: 600_000,
    alone: true,
    run: (subject) =>
      killEverywhere(subject, { size: subject.shape?.killedRoots ?? usualRoots, attachmentShare: 0.01 }),
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

/** One world that never changes, read through a proxy of its own by each lane. */
async function killEverywhere(
  subject: ContractSubject,
  { size, attachmentShare }: { size: number; attachmentShare: number },
): Promise<void> {
  const walks: BoundaryWalk[] = [];
  const options = { ...subject, size, simulator: { attachmentShare } };
  const worlds = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      createWorld({
        ...options,
        source: { onBoundary: (stage, request) => walks[lane]?.source.onBoundary?.(stage, request) },
      }),
    ),
  );
  const worldOf = (lane: number): World => worlds[lane] ?? expect.fail(`There is no lane ${lane}.`);
  const { summary, boundaries, kills, known, repeated, wrong } = await killAtEveryBoundary(
    (hooks) => worldOf(0).sync(hooks),
    { dataDirectory: worldOf(0).dataDirectory, of: (lane) => worldOf(lane).runOptions },
    (walk, lane) => {
      walks[lane] = walk;
    },
    lanes,
  ).finally(() => Promise.all(worlds.map((world) => world.close())));
  process.stdout.write(
    `${subject.system}: ${boundaries} boundaries, ${kills} kills, ${known} soon as if undisturbed, ` +
      `${repeated} repeated records\n`,
  );
  expectComplete(summary);
  expect(boundaries).toBeGreaterThan(60);
  expect(wrong).toEqual([]);
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
    const drawn = boundariesToKill(`${subject.system} kill-increment`, boundaries, step);
    let kills = 0;
    for (const boundary of drawn) kills += (await increment(boundary)).kills();
    expect(kills).toBeGreaterThan(Math.floor(drawn.length / 2));
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

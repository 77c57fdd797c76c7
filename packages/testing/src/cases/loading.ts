import type { RunSummary } from '@airdrop-connectors/airdrop';
import type { FaultProxyOptions, Simulator } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { type ContractCase, type ContractSubject, shapeOf } from '../contract-case.js';
import { expected } from '../failure-table.js';
import { expectComplete, expectWritten } from '../outcome.js';
import { testSeed } from '../random-numbers.js';
import { letTimePass } from '../saved-state.js';
import { inVirtualWorld } from '../virtual-time/virtual-world.js';
import { inWorld, type World } from '../world.js';
import { killEverywhere } from './killed-loading.js';

const group = 'loading';

/** Edits on both sides, over all rounds. */
const roundTripEdits = 1000;
const rounds = 5;

/** What people make and change in DevRev arrives outside, once, and both sides end up alike. */
export const loadingCases: readonly ContractCase[] = [
  {
    id: 'reverse-run',
    group,
    needs: 'writing',
    title: 'what was made and edited in DevRev is written, and a second run changes nothing (A33)',
    run: writeOnce,
  },
  {
    id: 'reverse-answers-lost',
    group,
    needs: 'writing',
    title: 'the answer to the first attempt of each write is lost, everything is made once (A34)',
    proves: [expected('answer-lost', 'Items'), expected('answer-lost', 'Written files')],
    timeoutMs: 120_000,
    run: loseAnswers,
  },
  {
    id: 'reverse-round-trip',
    group,
    needs: 'writing',
    title: 'after edits on both sides they end up alike, and nothing goes back and forth (A34, A35)',
    timeoutMs: 600_000,
    run: roundTrip,
  },
  {
    id: 'reverse-throughput',
    group,
    needs: 'writing',
    title: 'on virtual time, writing is three times as fast as one call after the other',
    timeoutMs: 120_000,
    run: writeQuickly,
  },
  {
    id: 'reverse-kill-anywhere',
    group,
    needs: 'writing',
    title: 'killed at any boundary of a reverse run, everything is made once (A34; AIRDROP_SEED replays)',
    proves: [expected('killed', 'Items'), expected('killed', 'Written files')],
    timeoutMs: 1_200_000,
    alone: true,
    run: killEverywhere,
  },
];

async function writeOnce(subject: ContractSubject): Promise<void> {
  await inWorld({ ...subject, size: 40 }, async (world) => {
    expectComplete(await world.sync({ makeObjects: true }));
    await world.editDevrev({ seed: 1, edits: 60 });
    const first = await world.sync({ scenario: 'reverse' });
    expectWritten(first, subject);
    expect(made(first)).toBeGreaterThan(10);
    const writes = writesOf(world.simulator);
    const second = await world.sync({ scenario: 'reverse', handOutEverything: true });
    expectWritten(second, subject);
    expect({ made: made(second), writes: writesOf(world.simulator) }).toEqual({ made: 0, writes });
    expectComplete(await increment(world, subject));
  });
}

/** What has taken effect although nobody heard of it is neither made again nor taken for somebody else's. */
async function loseAnswers(subject: ContractSubject): Promise<void> {
  let isWriting = false;
  let lost = 0;
  const source: FaultProxyOptions = {
    fault({ method, attempt }) {
      if (!isWriting || method === 'GET' || attempt > 1) return undefined;
      lost += 1;
      return 'reset-after';
    },
  };
  await inWorld({ ...subject, size: 20, source }, async (world) => {
    expectComplete(await world.sync({ makeObjects: true }));
    await world.editDevrev({ seed: 3, edits: 40 });
    isWriting = true;
    const first = await world.sync({ scenario: 'reverse' });
    isWriting = false;
    expectWritten(first, subject);
    expect(lost).toBeGreaterThan(10);
    expect(first.skips.filter(({ code }) => code === 'changed_meanwhile')).toEqual([]);
    const writes = writesOf(world.simulator);
    const second = await world.sync({ scenario: 'reverse', handOutEverything: true });
    expectWritten(second, subject);
    expect({ made: made(second), writes: writesOf(world.simulator) }).toEqual({ made: 0, writes });
  });
}

async function roundTrip(subject: ContractSubject): Promise<void> {
  const seed = testSeed();
  process.stdout.write(`${subject.system} reverse-round-trip: replay with AIRDROP_SEED=${seed}\n`);
  const editsPerSide = roundTripEdits / rounds / 2;
  await inWorld({ ...subject, size: 60, seed }, async (world) => {
    expectComplete(await world.sync({ makeObjects: true }));
    for (let round = 1; round <= rounds; round += 1) {
      world.simulator.applyChanges({ seed: seed + round, edits: editsPerSide });
      await world.editDevrev({ seed: seed * 100 + round, edits: editsPerSide });
      expectWritten(await world.sync({ scenario: 'reverse' }), subject);
      expectForward(await increment(world, subject));
    }
    // What was declined may be taken by now, for example because somebody has opened again what was closed.
    if (subject.shape?.writing?.declined !== undefined) {
      expectWritten(await world.sync({ scenario: 'reverse', handOutEverything: true }), subject);
      expectForward(await increment(world, subject));
    }
    await settled(world, subject);
  });
}

/** A forward run that reads all that may have changed. */
function increment(world: World, { shape }: ContractSubject): Promise<RunSummary> {
  const { restSeconds } = shape?.writing ?? {};
  if (restSeconds !== undefined) letTimePass(world.dataDirectory, restSeconds);
  return world.sync({ scenario: 'incremental', makeObjects: true });
}

/** Beside the limits of the source, which hold for both. */
async function writeQuickly(subject: ContractSubject): Promise<void> {
  const { writing, limits: usual } = shapeOf(subject);
  const limits = writing?.limits ?? usual;
  await inVirtualWorld({ ...subject, size: 100, simulator: { limits } }, async (world) => {
    expectComplete(await world.sync({ makeObjects: true }));
    await world.editDevrev({ seed: 1, edits: 300 });
    const [startedAt, before] = [world.now(), world.callsMs()];
    const summary = await world.sync({ scenario: 'reverse' });
    expectWritten(summary, subject);
    const [tookMs, oneByOneMs] = [world.now() - startedAt, world.callsMs() - before];
    process.stdout.write(
      `${subject.system}: ${made(summary)} made in ${tookMs / 1000} s of virtual time, one by one ${oneByOneMs / 1000} s\n`,
    );
    expect(oneByOneMs / tookMs).toBeGreaterThanOrEqual(3);
  });
}

/** Nothing is left to do on either side, and both say the same. */
async function settled(world: World, subject: ContractSubject): Promise<void> {
  const writes = writesOf(world.simulator);
  const back = await world.sync({ scenario: 'reverse', handOutEverything: true });
  expectWritten(back, subject);
  const { differing } = back;
  expect({ differing, writes: writesOf(world.simulator) }).toEqual({ differing: [], writes });
  const forward = await increment(world, subject);
  expectForward(forward);
  const changed = forward.devrev?.objects.filter(({ created, updated }) => created + updated > 0);
  expect(changed).toEqual([]);
}

function expectForward({ status, error, missing, duplicated, violations, examples }: RunSummary): void {
  expect({ status, error, missing, duplicated, violations, examples }).toEqual({
    status: 'done',
    error: undefined,
    missing: 0,
    duplicated: 0,
    violations: [],
    examples: [],
  });
}

function made({ loaded }: RunSummary): number {
  return Object.values(loaded ?? {}).reduce((total, { created }) => total + created, 0);
}

function writesOf(simulator: Simulator): number {
  return [...(simulator.written?.() ?? [])].reduce((total, { writes }) => total + writes, 0);
}

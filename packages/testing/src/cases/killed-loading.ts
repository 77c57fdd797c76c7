import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type BoundaryWalk,
  connectionOf,
  editDevrev,
  openDatabase,
  type RunSummary,
  runSync,
  walkBoundaries,
} from '@airdrop-connectors/airdrop';
import { createSimulator, withFaults } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { boundariesToKill } from '../boundaries-to-kill.js';
import { type ContractSubject, shapeOf } from '../contract-case.js';
import { expectComplete, expectWritten } from '../outcome.js';
import { createWorld, impatience } from '../world.js';

/** Boundaries that the killed run has at least; of fewer, none is left out. */
const leastBoundaries = 500;

/** Runs that are killed at a time: more than there are cores, because one that writes waits for limits of single objects. */
const lanes = 5;

/**
 * Plays the same reverse run once undisturbed and then once for every third of its boundaries (see
 * `boundariesToKill`), each time against a world of its own as it was before, with the process killed there.
 */
export async function killEverywhere(subject: ContractSubject): Promise<void> {
  const { roots = 20, edits = 100 } = shapeOf(subject).writing?.killed ?? {};
  const scratch = await mkdtemp(path.join(tmpdir(), 'reverse-kill-anywhere-'));
  const before = path.join(scratch, 'before');
  try {
    const world = await createWorld({ ...subject, size: roots });
    try {
      const initial = await runSync({ ...world.runOptions, dataDirectory: before, scenario: 'initial' });
      expectComplete(initial);
      await editBefore(before, initial.unit, edits);
    } finally {
      await world.close();
    }
    const undisturbed = await playKilled(subject, { before, roots, at: 0 });
    expectWritten(undisturbed.summary, subject);
    const boundaries = undisturbed.walk.passed.length;
    const usualStep = boundaries < leastBoundaries ? 1 : 3;
    const left = boundariesToKill(`${subject.system} reverse-kill-anywhere`, boundaries, usualStep).values();
    const wrong: string[] = [];
    let kills = 0;
    const work = async () => {
      for (const at of left) {
        const { summary, walk, written } = await playKilledOnce(subject, { before, roots, at });
        const where = `boundary ${at}, ${undisturbed.walk.passed[at - 1]}`;
        const problem = summary.error ?? summary.violations[0]?.message ?? summary.examples[0];
        if (problem !== undefined) wrong.push(`${where}: ${problem}`);
        if (written !== undisturbed.written)
          wrong.push(`${where}: ${written} things were made instead of ${undisturbed.written}.`);
        if (walk.kills() !== 1) wrong.push(`${where}: ${walk.kills()} kills.`);
        kills += walk.kills();
      }
    };
    await Promise.all(Array.from({ length: lanes }, work));
    process.stdout.write(
      `${subject.system}: ${boundaries} boundaries of loading, ${kills} kills, ${undisturbed.written} things made\n`,
    );
    expect(wrong).toEqual([]);
    expect(boundaries).toBeGreaterThanOrEqual(leastBoundaries);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function editBefore(dataDirectory: string, unit: RunSummary['unit'], edits: number): Promise<void> {
  const database = await openDatabase(dataDirectory, 'read-write');
  try {
    await editDevrev(database, dataDirectory, unit ?? expect.fail('There is no sync unit.'), {
      seed: 1,
      edits,
    });
  } finally {
    database.close();
  }
}

/**
 * Items that are written beside each other ask now and then for one object less: where the run ends before the boundary,
 * the last one that it has is taken.
 */
async function playKilledOnce(
  subject: ContractSubject,
  { at, ...world }: { before: string; roots: number; at: number },
): ReturnType<typeof playKilled> {
  const played = await playKilled(subject, { ...world, at });
  const reached = played.walk.passed.length;
  return reached < at && reached > 0 ? playKilledOnce(subject, { ...world, at: reached }) : played;
}

/** @param at boundary at which the process is killed; none for 0 */
async function playKilled(
  subject: ContractSubject,
  { before, roots, at }: { before: string; roots: number; at: number },
): Promise<{ summary: RunSummary; walk: BoundaryWalk; written: number }> {
  const { system, bundlePath } = subject;
  const dataDirectory = `${before}-${at}`;
  const walk = walkBoundaries((passed) => passed === at);
  const settings = { size: roots, seed: 1 };
  const plain = await (subject.createSimulator?.(settings) ?? createSimulator(system, settings));
  const simulator = await withFaults(plain, walk.source);
  const connection = connectionOf(system, simulator.connection);
  try {
    await cp(before, dataDirectory, { recursive: true });
    const summary = await runSync({
      connector: system,
      bundlePath,
      connection: connection.data,
      secrets: connection.secrets,
      simulator,
      environment: impatience,
      warmStarts: true,
      dataDirectory,
      scenario: 'reverse',
      ...walk.run,
    });
    const written = [...(simulator.written?.() ?? [])].filter(({ isNew }) => isNew).length;
    return { summary, walk, written };
  } finally {
    await simulator.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

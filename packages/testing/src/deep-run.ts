#!/usr/bin/env node
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  connectionOf,
  faultProfiles,
  makeTrouble,
  openTemporaryDatabase,
  type RunSummary,
  runSync,
} from '@airdrop-connectors/airdrop';
import { createSimulator } from '@airdrop-connectors/simulators';
import { runVolumes } from './volume-run.js';
import { impatience, skippingClock } from './world.js';

/**
 * The deep mode: many seeded worlds, each with its own size, faults, kills and invocation length, each an initial run
 * and an increment, each compared with the truth. Too long for every change; meant for a night.
 */

const usage = `Usage: npm run test:deep -- [--system jira] [--worlds 1000] [--seed 1] [--parallel 2] [--minutes 240]

Runs seeded worlds with faults and kills through the built connector and compares each with its truth.
Prints the seed of every world that fails; --seed <it> --worlds 1 repeats exactly that one.

       npm run test:deep -- --volume [--only records|attachments]

Runs 100,000 and 1,000,000 records and 50,000 and 500,000 attachments of a toy through core, prints what they took,
and fails when memory, state or replies grow with the source.`;

const profiles = Object.keys(faultProfiles);
const invocationSeconds = [undefined, undefined, 0.3, 1] as const;

interface Tally {
  worlds: number;
  kills: number;
  missing: number;
  duplicated: number;
  repeated: number;
  failed: number;
}

/** What one seed means; every choice follows from it. */
function worldOf(seed: number) {
  const pick = <Choice>(choices: readonly Choice[], salt: number): Choice => {
    const hash = Math.imul(seed * 31 + salt, 0x9e3779b1) >>> 0;
    return choices[(hash >>> 8) % choices.length] as Choice;
  };
  return {
    size: pick([0, 1, 3, 8, 20, 45, 110], 1),
    faults: pick(profiles, 2),
    killEvery: pick([undefined, undefined, 131, 257, 499], 3),
    killAt: pick([undefined, 5, 17, 41, 77, 120, 200], 4),
    invocationSeconds: pick(invocationSeconds, 5),
    edits: pick([1, 4, 15], 6),
    warmStarts: pick([true, true, true, false], 7),
  };
}

async function runWorld(system: string, seed: number, tally: Tally): Promise<void> {
  const world = worldOf(seed);
  const dataDirectory = await mkdtemp(path.join(tmpdir(), `deep-${system}-`));
  const { killEvery, killAt, faults } = world;
  const trouble = { faults, ...(killEvery && { killEvery }), ...(killAt && { killAt }) };
  const { simulator, run } = await makeTrouble(
    await createSimulator(system, { size: world.size, seed }),
    trouble,
    seed,
  );
  const connection = connectionOf(system, simulator.connection);
  const database = await openTemporaryDatabase(dataDirectory);
  const sync = (scenario: 'initial' | 'incremental') =>
    runSync({
      connector: system,
      bundlePath: fileURLToPath(new URL(`../../../connectors/${system}/dist/index.cjs`, import.meta.url)),
      dataDirectory,
      database,
      makeObjects: false,
      warmStarts: world.warmStarts,
      scenario,
      connection: connection.data,
      secrets: connection.secrets,
      simulator,
      ...(world.invocationSeconds !== undefined && { invocationSeconds: world.invocationSeconds }),
      ...run,
      environment: impatience,
      clock: skippingClock(),
      onProgress: ({ type }) => {
        if (type === 'no-reply') tally.kills += 1;
      },
    });
  try {
    judge(await sync('initial'), seed, tally);
    simulator.applyChanges({ seed, edits: world.edits });
    judge(await sync('incremental'), seed, tally);
  } catch (error) {
    fail(tally, `seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    tally.worlds += 1;
    database.close();
    await simulator.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

function judge(summary: RunSummary, seed: number, tally: Tally): void {
  tally.missing += summary.missing ?? 0;
  tally.duplicated += summary.duplicated ?? 0;
  tally.repeated += summary.repeated;
  const isGood = summary.status === 'done' && summary.missing === 0 && summary.duplicated === 0;
  if (isGood && summary.violations.length === 0) return;
  const reason =
    summary.error ?? [...summary.examples, ...summary.violations.map(({ message }) => message)].join(' ');
  fail(tally, `seed ${seed}, ${summary.scenario}: ${summary.missing} missing. ${reason}`);
  throw new Error('the increment was left out, because the run before it failed');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      system: { type: 'string', default: 'jira' },
      worlds: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      parallel: { type: 'string', default: '2' },
      minutes: { type: 'string', default: '240' },
      volume: { type: 'boolean', default: false },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  if (values.volume) {
    const problems = await runVolumes(values.only);
    for (const problem of problems) process.stdout.write(`${problem}\n`);
    if (problems.length > 0) process.exitCode = 1;
    return;
  }
  const [worlds, firstSeed, parallel, minutes] = [
    values.worlds,
    values.seed,
    values.parallel,
    values.minutes,
  ].map(Number);
  if (![worlds, firstSeed, parallel, minutes].every((number) => number !== undefined && number >= 0)) {
    throw new Error(`All of --worlds, --seed, --parallel and --minutes take numbers.\n${usage}`);
  }
  const tally: Tally = { worlds: 0, kills: 0, missing: 0, duplicated: 0, repeated: 0, failed: 0 };
  const endsAt = Date.now() + (minutes ?? 0) * 60_000;
  let next = firstSeed ?? 1;
  const last = next + (worlds ?? 0);
  const work = async () => {
    while (next < last && Date.now() < endsAt) {
      const seed = next;
      next += 1;
      await runWorld(values.system, seed, tally);
      if (tally.worlds % 25 === 0) report(tally);
    }
  };
  await Promise.all(Array.from({ length: parallel ?? 1 }, work));
  report(tally);
  if (tally.failed > 0) process.exitCode = 1;
}

/** Told at once: whoever watches need not wait for the night to end. */
function fail(tally: Tally, reason: string): void {
  tally.failed += 1;
  process.stdout.write(`${reason}\n`);
}

function report({ worlds, kills, missing, duplicated, repeated, failed }: Tally): void {
  process.stdout.write(
    `${worlds} worlds, ${kills} kills, ${missing} missing, ${duplicated} duplicated, ${repeated} repeated, ${failed} failed\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

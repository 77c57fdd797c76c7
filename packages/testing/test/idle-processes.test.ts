import { type StartSnapIn, startSnapIn } from '@airdrop-connectors/airdrop';
import { afterEach, expect, test } from 'vitest';
import { endIdleProcesses, warmSnapIn } from '../src/idle-processes.js';
import { countdownOptions, runCountdown } from './countdown-run.js';

const settings = { pages: 2, records_per_page: 5 };
const { bundlePath } = countdownOptions(settings);
const complete = { status: 'done', records: { numbers: 10 } };

afterEach(endIdleProcesses);

/** Runs of the countdown, and how many processes were started for all of them. */
function countedRuns() {
  let started = 0;
  const start: StartSnapIn = (environment) => {
    started += 1;
    return startSnapIn(environment);
  };
  const options = { warmStarts: true, startSnapIn: warmSnapIn(bundlePath, start) };
  return {
    run: async (others: Parameters<typeof runCountdown>[1] = {}) =>
      (await runCountdown(settings, { ...options, ...others })).summary,
    started: () => started,
  };
}

test('a process that has ended a run serves the next one', async () => {
  const { run, started } = countedRuns();
  expect(await run()).toMatchObject(complete);
  expect(await run()).toMatchObject(complete);
  expect(started()).toBe(1);
});

test('one that was killed serves nobody, and the one that took its place serves the next run', async () => {
  const { run, started } = countedRuns();
  let killed = false;
  const killWhen = () => {
    const isFirst = !killed;
    killed = true;
    return isFirst;
  };
  expect(await run({ killWhen })).toMatchObject(complete);
  expect(started()).toBe(2);
  expect(await run()).toMatchObject(complete);
  expect(started()).toBe(2);
});

test('a process has the variables it was started with', async () => {
  const { run, started } = countedRuns();
  expect(await run()).toMatchObject(complete);
  expect(await run({ environment: { AIRDROP_HARD_DEADLINE_SECONDS: '60' } })).toMatchObject(complete);
  expect(started()).toBe(2);
});

test('what waits is ended', async () => {
  const { run, started } = countedRuns();
  await run();
  endIdleProcesses();
  expect(await run()).toMatchObject(complete);
  expect(started()).toBe(2);
});

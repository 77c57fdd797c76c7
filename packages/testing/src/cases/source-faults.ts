import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { skipReport } from '../connector-log.js';
import { type ContractCase, type ContractSubject, rootPageUpTo, shapeOf } from '../contract-case.js';
import {
  expected,
  expectOutcome,
  extractionPhases,
  type Proof,
  says,
  type TablePhase,
} from '../failure-table.js';
import { expectComplete, expectFailure } from '../outcome.js';
import { randomNumbers, testSeed } from '../random-numbers.js';
import { isDownload, isRequestOf } from '../source-endpoints.js';
import { inWorld, skippingClock, type World } from '../world.js';

const group = 'faults of the external system';

/** Seconds an outage is waited for before it is an error; core's README, "What becomes of a failure". */
const outageDelays = [60, 120, 240, 480, 600];

/** Of so many requests in a row, one chosen at random fails. */
const faultEvery = 20;

/** Faults that pass: each is tried again and nobody notices. */
const passing: Readonly<Record<string, SourceFault>> = {
  '500': { status: 500 },
  '502': { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad Gateway</html>' },
  '503': { status: 503, headers: { 'retry-after': '0' } },
  '504': { status: 504, body: '' },
  reset: 'reset',
  'reset-after': 'reset-after',
  'cut-body': 'cut-body',
  truncate: 'truncate',
  html: 'html',
  empty: 'empty',
  silence: 'silence',
  dribble: 'dribble',
};

/** Which failure of core's table each of them is. */
const rowOf: Readonly<Record<string, string>> = {
  '500': 'source-error',
  '502': 'source-error',
  '503': 'source-error',
  '504': 'source-error',
  html: 'source-web-page',
  empty: 'source-empty',
};

/**
 * Core waits this long for a source that has gone quiet; a minute in earnest. A source that is merely busy must not be
 * taken for one: cases with such faults run alone, all others wait as long as always.
 */
const impatient = { environment: { AIRDROP_SOURCE_TIMEOUT_SECONDS: '0.3' } };

function isQuiet(fault: SourceFault): boolean {
  return fault === 'silence' || fault === 'dribble';
}

/** Faults of the way to the external system, through every phase. */
export const sourceFaultCases: readonly ContractCase[] = [
  ...Object.entries(passing).map(
    ([name, fault]): ContractCase => ({
      id: `fault-${name}`,
      group,
      title: `${name} on the first attempt of every request is tried again (A21)`,
      ...(isQuiet(fault) && { alone: true as const }),
      proves: phasesOf(fault).map((phase) => expected(rowOf[name] ?? 'source-unreachable', phase, 'passes')),
      run: (subject) => failFirstAttempts(subject, fault),
    }),
  ),
  {
    id: 'fault-truncated-file',
    group,
    title: 'a file that arrives shorter than the source says is not taken for the whole (A27)',
    proves: [expected('file-other-length', 'Attachments', 'passes')],
    async run(subject) {
      const fault = (request: SourceRequest) =>
        isDownload(subject, request) && request.attempt === 1 ? ('truncate' as const) : undefined;
      await inWorld({ ...subject, size: 20, source: { fault } }, async (world) => {
        expectComplete(await world.sync());
      });
    },
  },
  {
    id: 'fault-web-page-everywhere',
    group,
    title: 'a login page instead of the API ends the run at once, with what to check (A02)',
    proves: [expected('source-web-page', 'Units')],
    run: (subject) =>
      inWorld({ ...subject, ...smallWorld, source: { fault: () => 'html' } }, async (world) => {
        const summary = await world.sync();
        expectOutcome(summary, expected('source-web-page', 'Units'));
        expectFailure(summary, /web page.* Check .*\[html_response\]$/);
        expect(summary.invocations).toBe(1);
      }),
  },
  {
    id: 'fault-empty-file',
    group,
    title: 'a download that brings nothing is named or ends the run, and is never silently lost (A27)',
    proves: [expected('file-other-length', 'Attachments', 'otherwise')],
    run: loseOneFile,
  },
  ...(
    [
      ['web-page', 'html', /web page.* Check .*\[html_response\]$/, 'source-web-page'],
      ['nothing', 'empty', /empty.* resumes .*\[external_system_unavailable\]$/, 'source-empty'],
      ['500', { status: 500 }, /\(500 on .* resumes .*\[external_system_unavailable\]$/, 'source-error'],
      ['410', { status: 410 }, /\(410 on .*Upgrade.*\[endpoint_removed\]$/, 'gone'],
    ] as const
  ).map(
    ([name, fault, sentence, row]): ContractCase => ({
      id: `fault-lasting-${name}`,
      group,
      title: `${name} instead of root pages, for good, ends the run with a sentence and keeps what was read; the next run completes (A21)`,
      proves: [expected(row, 'Data')],
      run: (subject) => failRootPagesFrom(subject, 3, fault, sentence, expected(row, 'Data')),
    }),
  ),
  {
    id: 'fault-outage-passes',
    group,
    title: 'an outage in the middle of root pages is waited for in steps and loses nothing (fault 2)',
    proves: [expected('source-error', 'Data')],
    run: surviveOutage,
  },
  {
    id: 'fault-outage-of-files',
    group,
    title: '503 on every download, for good, is no success; the run after it brings the files (A21)',
    proves: [expected('source-error', 'Attachments', 'otherwise')],
    run: async (subject) => {
      let isBroken = true;
      const fault = (request: SourceRequest) =>
        isBroken && isDownload(subject, request)
          ? { status: 503, headers: { 'retry-after': '0' } }
          : undefined;
      await inWorld({ ...subject, size: 12, source: { fault } }, async (world) => {
        const { summary, delays } = await syncSkippingDelays(world);
        expectFailure(summary, /\[external_system_unavailable\]$/);
        expectOutcome(summary, expected('source-error', 'Attachments', 'otherwise'), delays);
        expect(delays).toEqual(outageDelays);
        isBroken = false;
        expectComplete(await world.sync());
      });
    },
  },
  {
    id: 'fault-random',
    group,
    title: 'a request in twenty failing at random changes nothing (fault 39; AIRDROP_SEED replays)',
    alone: true,
    run: randomFaults,
  },
];

/** Two pages of root objects, few files: every request counts when each fails once. */
const smallWorld = { size: 105, simulator: { attachmentShare: 0.1 } };

/** Every request of it waits for a time-out: as few as make three root pages and some files. */
const quietWorld = { size: 30, simulator: { pageSize: 10, attachmentShare: 0.1 } };

/** A file that is short, empty or a page by itself is a case of its own: the way it came cannot show it. */
function phasesOf(fault: SourceFault): readonly TablePhase[] {
  return isContentFault(fault)
    ? extractionPhases.filter((phase) => phase !== 'Attachments')
    : extractionPhases;
}

function isContentFault(fault: SourceFault | undefined): boolean {
  return fault === 'truncate' || fault === 'html' || fault === 'empty';
}

async function failFirstAttempts(subject: ContractSubject, fault: SourceFault): Promise<void> {
  let played = 0;
  await inWorld(
    {
      ...subject,
      ...(isQuiet(fault) ? quietWorld : smallWorld),
      source: {
        fault(request) {
          if (request.attempt > 1 || (isContentFault(fault) && isDownload(subject, request)))
            return undefined;
          played += 1;
          return fault;
        },
      },
    },
    async (world) => {
      expectComplete(await world.sync(isQuiet(fault) ? impatient : {}));
      expect(played).toBeGreaterThan(10);
    },
  );
}

/** Root pages from a number on fail for good until the run has ended; a second run meets no fault. */
async function failRootPagesFrom(
  subject: ContractSubject,
  firstPage: number,
  fault: SourceFault,
  sentence: RegExp,
  proof: Proof,
): Promise<void> {
  const { rootPages, rootsAtOnce } = shapeOf(subject);
  let isBroken = true;
  const pages = new Set<number>();
  await inWorld(
    {
      ...subject,
      size: 40,
      simulator: { pageSize: 10 },
      source: {
        fault(request) {
          if (!isBroken || !isRequestOf(rootPages, request)) return undefined;
          if (request.attempt === 1) pages.add(request.number);
          return pages.size >= rootPageUpTo(subject, firstPage) ? fault : undefined;
        },
      },
    },
    async (world) => {
      const { summary, delays } = await syncSkippingDelays(world);
      expectFailure(summary, sentence);
      expectOutcome(summary, proof, delays);
      expect(delays).toEqual(says(proof, 'delay') ? outageDelays : []);
      if (!rootsAtOnce) expect(await rootsHeld(world, subject)).toBeGreaterThan(0);
      isBroken = false;
      expectComplete(await world.sync());
    },
  );
}

/** Root pages after the first fail until the platform has been asked to wait twice. */
async function surviveOutage(subject: ContractSubject): Promise<void> {
  const { rootPages } = shapeOf(subject);
  const clock = skippingClock();
  let pages = 0;
  const fault = (request: SourceRequest) => {
    if (!isRequestOf(rootPages, request) || clock.skippedSeconds() >= 180) return undefined;
    if (request.attempt === 1) pages += 1;
    return pages >= rootPageUpTo(subject, 2) ? ({ status: 503 } as const) : undefined;
  };
  await inWorld({ ...subject, size: 40, simulator: { pageSize: 10 }, source: { fault } }, async (world) => {
    const { summary, delays } = await syncSkippingDelays(world, clock);
    expectComplete(summary);
    expect(delays).toEqual([60, 120]);
  });
}

/** A run whose delays take no time, and what they were. */
async function syncSkippingDelays(world: World, clock = skippingClock()) {
  const delays: number[] = [];
  const summary = await world.sync({
    clock,
    onProgress: (progress) => {
      if (progress.type === 'waiting') delays.push(progress.seconds);
    },
  });
  return { summary, delays };
}

async function rootsHeld(world: World, subject: ContractSubject): Promise<number> {
  const { rootKind } = shapeOf(subject);
  const [unitId = ''] = world.simulator.externalSyncUnitIds;
  const roots = new Set<string>();
  for (const { kind, id } of world.simulator.truth(unitId)) if (kind === rootKind) roots.add(id);
  const rows = await world.query('SELECT DISTINCT id FROM records');
  return rows.filter(({ id }) => roots.has(String(id))).length;
}

/** One download brings nothing although the file has content. */
async function loseOneFile(subject: ContractSubject): Promise<void> {
  let isBroken = true;
  let lost = '';
  const fault = (request: SourceRequest) => {
    if (!isBroken || !isDownload(subject, request)) return undefined;
    if (lost === '') lost = request.path;
    return request.path === lost ? ('empty' as const) : undefined;
  };
  await inWorld({ ...subject, size: 30, source: { fault } }, async (world) => {
    const summary = await world.sync();
    expect(lost).not.toBe('');
    isBroken = false;
    if (summary.status === 'failed') expectFailure(summary, /\[\w+\]$/);
    else {
      expect(summary).toMatchObject({ status: 'done', missing: 1, duplicated: 0, violations: [] });
      const [example = ''] = summary.examples;
      const named = skipReport(world.dataDirectory).filter(({ id }) => example.split(' ').includes(id));
      expect(named, `${example} Nothing says so.`).toMatchObject([{ item_type: 'attachments' }]);
    }
    expectComplete(await world.sync());
  });
}

async function randomFaults(subject: ContractSubject): Promise<void> {
  const seed = testSeed();
  process.stdout.write(`${subject.system} fault-random: AIRDROP_SEED=${seed}\n`);
  const kinds = Object.values(passing);
  const random = randomNumbers(seed);
  const isChosen = oneIn(faultEvery, random);
  let played = 0;
  await inWorld(
    {
      ...subject,
      size: 150,
      seed,
      simulator: { pageSize: 5 },
      source: {
        fault(request) {
          if (!isChosen()) return undefined;
          played += 1;
          const possible = isDownload(subject, request)
            ? kinds.filter((kind) => !isContentFault(kind))
            : kinds;
          return possible[Math.floor(random() * possible.length)];
        },
      },
    },
    async (world) => {
      expectComplete(await world.sync(impatient));
      process.stdout.write(`${subject.system} fault-random: ${played} faults\n`);
      expect(played).toBeGreaterThan(0);
    },
  );
}

/** Chooses one call of every `length` in a row, at random among them: however few there are, a run has its share. */
function oneIn(length: number, random: () => number): () => boolean {
  let calls = 0;
  let chosen = 0;
  return () => {
    if (calls % length === 0) chosen = calls + Math.floor(random() * length);
    calls += 1;
    return calls - 1 === chosen;
  };
}

import type { RunSyncOptions } from '@airdrop-connectors/airdrop';
import type { FaultProxyOptions, SourceFault } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { skipReport } from '../connector-log.js';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expected, expectOutcome } from '../failure-table.js';
import { expectComplete } from '../outcome.js';
import { type PhaseWatch, watchPhase } from '../run-phases.js';
import { inWorld, type World } from '../world.js';

const group = 'attachments';

/** Files arrive whole and once; one that cannot be had stops no other. */
export const attachmentCases: readonly ContractCase[] = [
  {
    id: 'attachments-killed',
    group,
    proves: [expected('killed', 'Attachments')],
    title: 'killed among its files, a run goes on with the others: none lost, none twice (A28)',
    run: (subject) =>
      inWorld({ ...subject, size: 60 }, async (world) => {
        const { killWhen, kills } = killAmongFiles(
          [3, 9, 14],
          'POST /internal/airdrop.artifacts.confirm-upload',
        );
        expectComplete(await world.sync(killWhen));
        expect(kills()).toBe(3);
        await expectEveryFileOnce(world);
      }),
  },
  {
    id: 'attachments-killed-at-state',
    group,
    title:
      'killed before and after the files are noted in the state, a run neither loses nor doubles one (A28)',
    run: (subject) =>
      inWorld({ ...subject, size: 60 }, async (world) => {
        const { killWhen, kills } = killAmongFiles(
          [1, 2, 4],
          'POST /internal/airdrop.external-worker.update',
        );
        expectComplete(await world.sync(killWhen));
        expect(kills()).toBe(3);
        await expectEveryFileOnce(world);
      }),
  },
  {
    id: 'attachment-unavailable',
    group,
    title:
      'files that are gone, forbidden or broken are named and skipped, all others arrive (A27, matrix 11, 12)',
    timeoutMs: 120_000,
    proves: ['gone', 'forbidden', 'source-error', 'file-unavailable'].map((row) =>
      expected(row, 'Attachments'),
    ),
    run: (subject) => skipsUnavailableFiles(subject),
  },
  {
    id: 'attachment-empty',
    group,
    proves: [expected('file-impossible', 'Attachments')],
    title: 'empty files, which DevRev does not take, are named one by one (A27)',
    run: (subject) =>
      inWorld({ ...subject, size: 120 }, async (world) => {
        const empty = filesOfSource(world).filter(({ bytes }) => bytes === 0);
        expect(empty.length, 'the simulated world has no empty file').toBeGreaterThan(0);
        const summary = await world.sync();
        expectComplete(summary);
        expectOutcome(summary, expected('file-impossible', 'Attachments'));
        const named = skipReport(world.dataDirectory).map(({ item_type, code, id }) => [item_type, code, id]);
        expect(named.sort()).toEqual(empty.map(({ id }) => ['attachments', 'file_empty', id]).sort());
        expect(summary.skipped).toBe(empty.length);
      }),
  },
  {
    id: 'attachment-never-arrives',
    group,
    title: 'a file that fits into no invocation is skipped with a reason; the others arrive (A27, fault 4)',
    proves: [expected('file-too-slow', 'Attachments'), expected('requests-given-up', 'Attachments')],
    alone: true,
    run: skipsFileWithoutEnd,
  },
];

function killAmongFiles(requests: readonly number[], endpoint: string) {
  const phase = watchPhase();
  let seen = 0;
  let killed = 0;
  const killWhen: Pick<RunSyncOptions, 'killWhen' | 'onInvocation'> = {
    ...phase.run,
    killWhen: (point) => {
      if (phase.current() !== 'attachments' || point.endpoint !== endpoint) return false;
      if (point.stage === 'arrived') seen += 1;
      // Alternately before the platform did something and after it did.
      const isHere = requests.includes(seen) && (point.stage === 'arrived') === (seen % 2 === 0);
      if (isHere) killed += 1;
      return isHere;
    },
  };
  return { killWhen, kills: () => killed };
}

async function skipsUnavailableFiles(subject: ContractSubject): Promise<void> {
  const refused = refuseFiles([{ status: 404 }, { status: 403 }, { status: 500 }]);
  await inWorld({ ...subject, size: 60, source: refused.source }, async (world) => {
    const summary = await world.sync(refused.phase.run);
    expectOutcome(summary, expected('file-unavailable', 'Attachments'));
    expect(summary).toMatchObject({ status: 'done', missing: 3, duplicated: 0, violations: [] });
    const named = skipReport(world.dataDirectory).filter(({ code }) => code !== 'file_empty');
    expect(named.map(({ item_type }) => item_type)).toEqual(Array(3).fill('attachments'));
    for (const { id, reason } of named) {
      expect(summary.examples).toContainEqual(expect.stringMatching(new RegExp(`\\b${id} is absent`)));
      expect(reason).toMatch(/^[A-Z].{20,}[.]/);
    }
    refused.stop();
    expectComplete(await world.sync());
  });
}

async function skipsFileWithoutEnd(subject: ContractSubject): Promise<void> {
  const stuck = refuseFiles(['silence']);
  const short = { invocationSeconds: 1, environment: { AIRDROP_HARD_DEADLINE_SECONDS: '2' } };
  await inWorld({ ...subject, size: 12, source: stuck.source }, async (world) => {
    const summary = await world.sync({ ...stuck.phase.run, ...short });
    expectOutcome(summary, expected('file-too-slow', 'Attachments'));
    expect(summary).toMatchObject({ status: 'done', missing: 1, duplicated: 0, violations: [] });
    const named = skipReport(world.dataDirectory).filter(({ code }) => code !== 'file_empty');
    expect(named).toMatchObject([{ item_type: 'attachments', code: 'file_too_slow' }]);
    expect(summary.examples[0]).toContain(named[0]?.id);
    stuck.stop();
    expectComplete(await world.sync());
  });
}

/** The first files asked for in the attachments phase fail, each in its way and for as long as nobody stops it. */
function refuseFiles(faults: readonly SourceFault[]): {
  phase: PhaseWatch;
  source: FaultProxyOptions;
  stop: () => void;
} {
  const phase = watchPhase();
  const faultOfPath = new Map<string, SourceFault>();
  const waiting = [...faults];
  let isOver = false;
  return {
    phase,
    stop: () => {
      isOver = true;
    },
    source: {
      fault: ({ path }) => {
        if (isOver || phase.current() !== 'attachments') return undefined;
        const next = faultOfPath.has(path) ? undefined : waiting.shift();
        if (next !== undefined) faultOfPath.set(path, next);
        return faultOfPath.get(path);
      },
    },
  };
}

async function expectEveryFileOnce(world: World): Promise<void> {
  const [counted] = await world.query(
    'SELECT count(*)::INTEGER AS links, count(DISTINCT external_id)::INTEGER AS files FROM files',
  );
  const expected = filesOfSource(world).filter(({ bytes }) => bytes > 0).length;
  expect(counted).toEqual({ links: expected, files: expected });
}

function filesOfSource({ simulator }: World): { id: string; bytes: number }[] {
  const files: { id: string; bytes: number }[] = [];
  for (const { id, file } of simulator.truth(simulator.externalSyncUnitIds[0] ?? '')) {
    if (file !== undefined) files.push({ id, bytes: file.bytes });
  }
  return files;
}

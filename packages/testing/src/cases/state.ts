import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { AirdropEvent, RunSummary } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expected } from '../failure-table.js';
import { expectComplete, expectFailure } from '../outcome.js';
import {
  asEnvelope,
  coreOf,
  readSavedState,
  type SavedState,
  startFromState,
  writeSavedState,
} from '../saved-state.js';
import { inWorld, type World } from '../world.js';
import { pageByPage } from './time-outs.js';

const group = 'state';
const maxStateBytes = 100_000;

/** Documents no version ever wrote. */
const unreadable: readonly string[] = [
  'not json at all {',
  '[]',
  '{"connectorState":{}}',
  '{"connectorState":[],"sdkState":{}}',
  '{"connectorState":{},"sdkState":{"lastSyncStarted":5}}',
];

/** The saved state is small, kept for others, and never guessed. */
export const stateCases: readonly ContractCase[] = [
  {
    id: 'state-of-official-sdk',
    group,
    proves: [expected('state-older', 'Data')],
    title:
      'an increment goes on from the flat state of the official SDK and keeps what it does not know (A30)',
    run: (subject) => goesOnFromFlatState(subject),
  },
  {
    id: 'state-unknown-keys',
    group,
    title: 'keys of other versions survive a whole run (A30)',
    run: (subject) =>
      inWorld({ ...subject, size: 20 }, async (world) => {
        const document = JSON.stringify({
          connectorState: { of_another_version: { page: 3 } },
          sdkState: { fromDevRev: { filesToLoad: [] }, ofTheFuture: ['kept'] },
        });
        expectComplete(await world.sync({ eventOverride: startFromState(world.dataDirectory, document) }));
        expect(asEnvelope(JSON.parse(savedState(world).document))).toMatchObject(JSON.parse(document));
      }),
  },
  {
    id: 'state-unreadable',
    group,
    proves: [expected('state-unreadable', 'Metadata')],
    title: 'a state that cannot be read ends the run in one sentence and stays as it is (A30, matrix 32)',
    run: async (subject) => {
      for (const document of unreadable) {
        await inWorld({ ...subject, size: 20 }, (world) => refuses(world, document, /\[state_unreadable\]$/));
      }
    },
  },
  {
    id: 'state-of-newer-version',
    group,
    proves: [expected('state-unreadable', 'Metadata')],
    title: 'a state written by a newer version is refused and stays as it is (A30, matrix 32)',
    run: (subject) =>
      inWorld({ ...subject, size: 20 }, async (world) => {
        expectComplete(await world.sync());
        const state = JSON.parse(savedState(world).document);
        coreOf(state).version += 1;
        await refuses(world, JSON.stringify(state), /\[state_from_newer_version\]$/);
      }),
  },
  {
    id: 'state-size',
    group,
    title: `the state stays below ${maxStateBytes} bytes through a whole run (A30)`,
    run: (subject) =>
      inWorld({ ...subject, size: 150 }, async (world) => {
        let largestBytes = 0;
        const summary = await world.sync({
          ...pageByPage(),
          killWhen: ({ endpoint, stage }) => {
            if (endpoint === 'POST /internal/airdrop.external-worker.update' && stage === 'handled') {
              largestBytes = Math.max(largestBytes, Buffer.byteLength(savedState(world).document));
            }
            return false;
          },
        });
        expectComplete(summary);
        expect(largestBytes).toBeGreaterThan(100);
        expect(largestBytes).toBeLessThan(maxStateBytes);
      }),
    timeoutMs: 120_000,
  },
  {
    id: 'cursor-of-another-version',
    group,
    title: 'a cursor of another version of its stream is started afresh (A30, A40)',
    run: (subject) =>
      completesWithChangedCursors(subject, (progress) => ({ ...progress, version: progress.version + 7 })),
  },
  {
    id: 'cursor-of-another-shape',
    group,
    title: 'a cursor of another shape is started afresh (A30, A40)',
    run: (subject) =>
      completesWithChangedCursors(subject, (progress) => ({
        ...progress,
        cursor: { of_another_shape: true },
      })),
  },
];

async function goesOnFromFlatState(subject: ContractSubject): Promise<void> {
  await inWorld({ ...subject, size: 60 }, async (world) => {
    const initial = await world.sync();
    expectComplete(initial);
    const foreign = { issues: { completed: true, page: 4 }, note: 'kept' };
    const flat = {
      ...foreign,
      lastSyncStarted: '',
      lastSuccessfulSyncStarted: initial.startedDate,
      snapInVersionId: 'of-the-official-sdk',
      toDevRev: {
        attachmentsMetadata: { artifactIds: [], lastProcessed: 0, lastProcessedAttachmentsIdsList: ['1'] },
      },
      fromDevRev: { filesToLoad: [] },
    };
    world.simulator.applyChanges({ seed: 5, edits: 4 });
    const increment = await world.sync({
      scenario: 'incremental',
      eventOverride: startFromState(world.dataDirectory, JSON.stringify(flat)),
    });
    expectComplete(increment);
    // The boundary of the official SDK counted: an increment from scratch would bring everything again.
    expect(deliveredRoots(increment)).toBeLessThan(deliveredRoots(initial) / 2);
    expect(asEnvelope(JSON.parse(savedState(world).document))).toMatchObject({
      connectorState: foreign,
      sdkState: { fromDevRev: { filesToLoad: [] }, lastSuccessfulSyncStarted: expect.stringMatching(/Z$/) },
    });
  });
}

/** Records without people and files: those may be listed in full every time. */
function deliveredRoots({ records }: RunSummary): number {
  return Object.entries(records)
    .filter(([itemType]) => !/^(users|readers|contacts|agents|owners|attachments)$/.test(itemType))
    .reduce((sum, [, count]) => sum + count, 0);
}

async function refuses(world: World, document: string, reason: RegExp): Promise<void> {
  const place = startFromState(world.dataDirectory, document);
  let placed: SavedState | undefined;
  const eventOverride = (event: AirdropEvent) => {
    const sent = place(event);
    if (event.payload.event_context.sync_unit_id !== '') placed ??= savedState(world);
    return sent;
  };
  expectFailure(await world.sync({ eventOverride }), reason);
  expect(savedState(world).content).toBe(placed?.content);
  const leftovers = readdirSync(world.dataDirectory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(part|tmp)$/.test(path.basename(name)),
  );
  expect(leftovers).toEqual([]);
}

type Progress = ReturnType<typeof coreOf>['streams'][string];

/** Changes what the state says about every unfinished stream before each of the first continuations. */
async function completesWithChangedCursors(
  subject: ContractSubject,
  change: (progress: Progress) => Progress,
): Promise<void> {
  await inWorld({ ...subject, size: 30 }, async (world) => {
    const changed = new Set<string>();
    const eventOverride = (event: AirdropEvent): AirdropEvent => {
      if (event.payload.event_type !== 'CONTINUE_EXTRACTING_DATA') return event;
      const state = JSON.parse(savedState(world).document);
      const { streams } = coreOf(state);
      for (const [name, progress] of Object.entries(streams)) {
        if (progress.done || progress.cursor === undefined || changed.has(name)) continue;
        streams[name] = change(progress);
        changed.add(name);
      }
      writeSavedState(world.dataDirectory, event.payload.event_context.sync_unit_id, JSON.stringify(state));
      return event;
    };
    expectComplete(await world.sync({ ...pageByPage(), eventOverride }));
    expect(changed.size).toBeGreaterThan(0);
  });
}

function savedState(world: World): SavedState {
  const state = readSavedState(world.dataDirectory);
  if (state === undefined) throw new Error('The platform holds no state of this world.');
  return state;
}

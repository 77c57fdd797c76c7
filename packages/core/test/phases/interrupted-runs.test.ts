import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { RateLimitedError } from '../../src/errors.js';
import { int } from '../../src/metadata/field-types.js';
import { attachments, recordType } from '../../src/metadata/record-type.js';
import type { PlatformPort } from '../../src/platform/platform-port.js';
import { DeadlineReached } from '../../src/runtime/deadline.js';
import { type FinishedPhase, runPhase } from '../../src/runtime/run-phase.js';
import { parseState } from '../../src/state/state-document.js';
import {
  createMemoryPlatform,
  type MemoryPlatform,
  recordsOf,
  type Trouble,
} from '../support/memory-platform.js';
import { randomNumbers, seeded } from '../support/seeds.js';
import { testEvent } from '../support/test-event.js';
import { testConnector, testInvocation, toyKit } from '../support/test-invocation.js';

/** A source of numbered records in pages; every page has a file. Its records carry the run they were read in. */
interface World {
  pageSizes: readonly number[];
  seed: number;
  /** Share of calls and pages that go wrong while there is trouble left. */
  share: number;
}

const numbers = recordType('numbers', 'Number', { run: int('Run') });
const letters = recordType('letters', 'Letter', { run: int('Run') });
const troubles: readonly Trouble[] = ['refused', 'answer lost', 'dies before', 'dies after'];

/** Plays a whole sync with trouble anywhere, as the platform does: continue, start again, or start a new run. */
async function syncWithTrouble({ pageSizes, seed, share }: World) {
  const random = randomNumbers(seed);
  const platform = createMemoryPlatform();
  let troubleLeft = 12;
  /** Files that the log names as skipped. */
  const named = new Set<string>();
  const violations: string[] = [];
  let run = 1;
  const happens = () => {
    if (troubleLeft === 0 || random() >= share) return false;
    troubleLeft -= 1;
    return true;
  };
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;

  const invoke = async (type: string): Promise<void> => {
    const { port, died } = platform.process(() => (happens() ? pick(troubles) : 'none'));
    const checked: PlatformPort = {
      ...port,
      writeState: (state) => {
        violations.push(...runsAhead(platform, state, run, pageSizes));
        return port.writeState(state);
      },
    };
    const interrupt = () => {
      const how = pick(['soft', 'soft', 'abort', 'rate limited', 'bug']);
      if (how === 'soft') return invocation.deadline.reachSoft();
      if (how === 'rate limited') throw new RateLimitedError('Slow down.', 5);
      if (how === 'bug') throw new Error('the toy tripped');
      invocation.deadline.abort();
      throw new DeadlineReached();
    };
    const connector = toyConnector(
      pageSizes,
      () => run,
      () => happens() && interrupt(),
    );
    const context = { run_id: String(run), extraction_end_time: { type: 'current_time' } };
    const invocation = testInvocation(connector, testEvent(type, context), checked);
    const phase = type.endsWith('METADATA') ? 'metadata' : type.endsWith('DATA') ? 'data' : 'attachments';
    const work = async (): Promise<void> => {
      let finished: FinishedPhase;
      try {
        finished = await runPhase(phase, invocation);
      } catch (error) {
        // The supervising thread replies for a worker that failed.
        platform.replies.push({ eventType: `${phase.toUpperCase()}_ERROR`, errorMessage: String(error) });
        return;
      }
      try {
        await checked.reply(finished.reply);
        await finished.onAccepted();
      } catch {
        // A reply that does not get out is only logged, and so is tidying up that fails.
      }
    };
    await Promise.race([work(), died]);
    for (const { skip_report, id } of invocation.lines)
      if (skip_report === 'record') named.add(`${id} run ${run}`);
  };

  let invocations = 0;
  const play = async (phase: string): Promise<boolean> => {
    for (let type = `START_EXTRACTING_${phase}`; ; ) {
      invocations += 1;
      if (invocations > 200) throw new Error('the sync does not end');
      const before = platform.replies.length;
      await invoke(type);
      const reply = platform.replies[before];
      // Nobody was heard: the platform sends the same event again.
      if (!reply) continue;
      if (/_DONE$/.test(reply.eventType)) return true;
      if (/_ERROR$/.test(reply.eventType)) return false;
      type = `CONTINUE_EXTRACTING_${phase}`;
    }
  };
  while (!((await play('METADATA')) && (await play('DATA')) && (await play('ATTACHMENTS')))) run += 1;
  return { platform, run, named, violations, troubles: 12 - troubleLeft };
}

function toyConnector(pageSizes: readonly number[], run: () => number, onPage: () => void) {
  const stream = (name: 'numbers' | 'letters', type: typeof numbers) =>
    toyKit.stream({
      name,
      delivers: { records: type, attachments },
      cursor: z.object({ page: z.number() }),
      async *pages({ cursor }) {
        for (let page = cursor?.page ?? 0; page < pageSizes.length; page += 1) {
          onPage();
          const records = Array.from(
            { length: pageSizes[page] ?? 0 },
            (_, index) => `${name} ${page} ${index}`,
          );
          yield { records: { records, attachments: [`${name} file ${page}`] }, cursor: { page: page + 1 } };
        }
      },
      normalize: {
        records: (id) => ({
          id,
          createdDate: '2026-01-01',
          modifiedDate: '2026-01-01',
          data: { run: run() },
        }),
        attachments: (id) => ({ id, url: '', fileName: `${id}.txt`, parentId: `run ${run()}` }),
      },
    });
  return testConnector({
    metadata: { recordTypes: [numbers, letters] },
    streams: [stream('letters', letters), stream('numbers', numbers)],
    openAttachment: async ({ attachment }) => {
      onPage();
      const body = Buffer.from(attachment.id);
      return { body: Readable.from([body]), bytes: body.length, contentType: 'text/plain' };
    },
  });
}

/** The promise: what a saved cursor has passed is confirmed, and either reported or waiting to be. */
function runsAhead(
  platform: MemoryPlatform,
  document: string,
  run: number,
  pageSizes: readonly number[],
): string[] {
  const lost: string[] = [];
  const state = parseState(document);
  for (const name of ['numbers', 'letters']) {
    const waiting = state.outbox.data
      .filter(({ item_type }) => item_type === name)
      .flatMap(({ id }) => recordsOf(platform, id));
    const known = new Set(
      [...waiting, ...platform.accepted(name)].filter((record) => runOf(record) === run).map(({ id }) => id),
    );
    const page = state.runId === String(run) ? state.streams[name]?.cursor?.page : undefined;
    for (const id of idsUpTo(name, pageSizes, Number(page ?? 0))) {
      if (!known.has(id)) lost.push(`the saved cursor of ${name} has passed "${id}"`);
    }
  }
  const links = state.outbox.attachments.flatMap(({ id }) => recordsOf(platform, id));
  const linked = new Set([...links, ...platform.accepted('ssor_attachment')].map(keyOfLink));
  for (const { id, parent_id, status } of state.attachments.processed) {
    if (status === 'success' && !linked.has(`${id} ${parent_id}`)) lost.push(`"${id}" is marked handled`);
  }
  return lost;
}

function runOf({ data }: Record<string, unknown>): unknown {
  return typeof data === 'object' && data !== null && 'run' in data ? data.run : undefined;
}

function keyOfLink(link: Record<string, unknown>): string {
  const { id, parent_id: parent } = z.parse(
    z.object({ id: z.object({ external: z.string() }), parent_id: z.object({ external: z.string() }) }),
    link,
  );
  return `${id.external} ${parent.external}`;
}

function idsUpTo(name: string, pageSizes: readonly number[], pages: number): string[] {
  return pageSizes
    .slice(0, pages)
    .flatMap((size, page) => Array.from({ length: size }, (_, index) => `${name} ${page} ${index}`));
}

test('whatever fails, dies or is interrupted wherever, nothing is lost and no cursor runs ahead', {
  timeout: 60_000,
}, async () => {
  const pageSize = fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 0, max: 5 }) },
    { weight: 1, arbitrary: fc.constant(2_050) },
  );
  const world = fc.record({
    pageSizes: fc.array(pageSize, { maxLength: 8 }),
    seed: fc.integer(),
    share: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  });
  let troubled = 0;
  await fc.assert(
    fc.asyncProperty(world, async (chosen) => {
      const { platform, run, named, violations, troubles: count } = await syncWithTrouble(chosen);
      troubled += count;
      expect(violations).toEqual([]);
      for (const name of ['numbers', 'letters']) {
        const delivered = new Set(
          platform
            .accepted(name)
            .filter((record) => runOf(record) === run)
            .map(({ id }) => id),
        );
        expect([...delivered].sort()).toEqual(
          idsUpTo(name, chosen.pageSizes, chosen.pageSizes.length).sort(),
        );
      }
      const handled = new Set([...platform.accepted('ssor_attachment').map(keyOfLink), ...named]);
      const files = chosen.pageSizes.flatMap((_, page) => [`letters file ${page}`, `numbers file ${page}`]);
      expect(files.filter((file) => !handled.has(`${file} run ${run}`))).toEqual([]);
    }),
    seeded('interrupted runs', 40),
  );
  expect(troubled).toBeGreaterThan(100);
});

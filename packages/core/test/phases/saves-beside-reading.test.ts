import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import { parseState } from '../../src/state/state-document.js';
import { createMemoryPlatform, recordsOf } from '../support/memory-platform.js';
import { randomNumbers } from '../support/seeds.js';
import { testEvent } from '../support/test-event.js';
import { testConnector, testInvocation, toyKit } from '../support/test-invocation.js';

const things = recordType('things', 'Thing', { page: int('Page') });
const pages = 40;
const recordsPerPage = 1_000;
const names = ['first', 'second'];

const streams = names.map((name) =>
  toyKit.stream({
    name,
    delivers: { things },
    cursor: z.object({ page: z.number() }),
    async *pages({ cursor }) {
      for (let page = (cursor?.page ?? 0) + 1; page <= pages; page += 1) {
        const ids = Array.from({ length: recordsPerPage }, (_, index) => `${name} ${page} ${index}`);
        yield { records: { things: ids }, cursor: { page } };
      }
    },
    normalize: {
      things: (id) => ({ id, createdDate: '2026-01-01', modifiedDate: '2026-01-01', data: { page: 1 } }),
    },
  }),
);

test('cursors saved while reading goes on stay behind what is confirmed, and do not wait for the end', async () => {
  const connector = testConnector({ metadata: { recordTypes: [things] }, streams });
  const platform = createMemoryPlatform();
  const { port } = platform.process();
  const random = randomNumbers(7);
  const wait = async () => {
    for (let turns = Math.floor(random() * 40); turns > 0; turns -= 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
  /** By saved state: pages that its cursors say are through, of both streams. */
  const saved: number[] = [];
  const invocation = testInvocation(connector, testEvent('START_EXTRACTING_DATA'), {
    ...port,
    async uploadArtifact(file) {
      await wait();
      return port.uploadArtifact(file);
    },
    async writeState(document) {
      const state = parseState(document);
      const waiting = state.outbox.data.flatMap(({ id }) => recordsOf(platform, id));
      const known = new Set([...waiting, ...platform.accepted('things')].map(({ id }) => id));
      const through = names.map((name) => Number(state.streams[name]?.cursor?.page ?? 0));
      saved.push(through.reduce((sum, page) => sum + page));
      for (const [index, name] of names.entries()) {
        for (let page = 1; page <= (through[index] ?? 0); page += 1) {
          const missing = Array.from({ length: recordsPerPage }, (_, record) => `${name} ${page} ${record}`);
          expect(missing.filter((id) => !known.has(id))).toEqual([]);
        }
      }
      // Slow enough for the streams to be far ahead when it is written.
      await wait();
      return port.writeState(document);
    },
  });
  const { reply } = await runPhase('data', invocation);
  expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
  expect(saved[0]).toBe(0);
  // Not each of them moves a cursor; several have to, before the end.
  expect(new Set(saved).size).toBeGreaterThan(4);
  expect(saved.at(-1)).toBe(pages * names.length);
});

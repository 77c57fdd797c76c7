import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventContext } from '../../src/protocol/event.js';
import { limits } from '../../src/protocol/limits.js';
import { type ArtifactDescriptor, replyBody } from '../../src/protocol/reply.js';
import { createOutbox } from '../../src/runtime/outbox.js';
import { libraryVersion } from '../../src/version.js';

const context: EventContext = { callback_url: 'http://loopback/callback', padding: 'x'.repeat(2_000) };

function artifacts(count: number, id = 'don:core:dvrv-us-1:devo/1:artifact/'): ArtifactDescriptor[] {
  return Array.from({ length: count }, (_, number) => ({
    id: `${id}${number}`,
    item_type: 'issues',
    item_count: 2_000,
    oldest_created_date: '2020-01-01T00:00:00.000Z',
    newest_created_date: '2020-01-01T00:00:00.000Z',
    oldest_modified_date: '2020-01-01T00:00:00.000Z',
    newest_modified_date: '2020-01-01T00:00:00.000Z',
  }));
}

test('an empty one has nothing to say and is not full', () => {
  const outbox = createOutbox([], context);
  expect(outbox.isFull()).toBe(false);
  expect(outbox.next()).toEqual({ artifacts: [], isAll: true });
});

test('the list in the state is the one that changes, oldest first out', () => {
  const list = artifacts(2);
  const outbox = createOutbox(list, context);
  outbox.add(artifacts(1, 'new'));
  expect(list.map(({ id }) => id.slice(-4))).toEqual(['ct/0', 'ct/1', 'new0']);
  outbox.accepted(2);
  expect(list.map(({ id }) => id)).toEqual(['new0']);
});

test('it is full before a reply with all of it would be too large, and room comes back', () => {
  const list: ArtifactDescriptor[] = [];
  const outbox = createOutbox(list, context);
  while (!outbox.isFull()) outbox.add(artifacts(1));
  const body = replyBody(context, { eventType: 'DATA_EXTRACTION_PROGRESS', artifacts: list }, libraryVersion);
  const bytes = Buffer.byteLength(JSON.stringify(body));
  expect(bytes).toBeGreaterThan(limits.replyStopBytes * 0.95);
  expect(bytes).toBeLessThan(limits.replyStopBytes * 1.05);
  expect(outbox.next().isAll).toBe(true);
  outbox.accepted(list.length);
  expect(outbox.isFull()).toBe(false);
});

test('however much waits and however long the message, every reply fits and nothing is left out', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3_000 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      (count, id, word) => {
        const outbox = createOutbox(artifacts(count, id), context);
        let listed = 0;
        for (;;) {
          const { artifacts: chosen, isAll } = outbox.next();
          const reply = {
            eventType: 'ATTACHMENT_EXTRACTION_ERROR',
            artifacts: chosen,
            errorMessage: word.repeat(10_000 / word.length),
          };
          const bytes = Buffer.byteLength(JSON.stringify(replyBody(context, reply, libraryVersion)));
          expect(bytes).toBeLessThan(limits.replyMaxBytes);
          listed += chosen.length;
          outbox.accepted(chosen.length);
          if (isAll) break;
          expect(chosen.length).toBeGreaterThan(0);
        }
        expect(listed).toBe(count);
      },
    ),
    { numRuns: 60 },
  );
});

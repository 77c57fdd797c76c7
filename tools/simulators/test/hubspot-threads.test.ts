import { expect, it } from 'vitest';
import { readMessages, readThread, threadCount } from '../src/hubspot/world/threads.js';
import { createWorld } from '../src/hubspot/world/world.js';

it('has no two messages with one id, in a large portal either', () => {
  const world = createWorld({
    seed: 1,
    size: 100_000,
    now: () => 0,
    attachmentShare: 0,
    messagesPerTicket: 5,
    first: {},
    customProperties: 0,
    mergesKeepId: false,
  });
  const ids = new Set<string>();
  let messages = 0;
  for (let index = 0; index < threadCount(world); index++)
    for (const { id } of readMessages(world, readThread(world, index))) {
      ids.add(id);
      messages += 1;
    }
  expect(messages).toBeGreaterThan(400_000);
  expect(ids.size).toBe(messages);
});

import { expect, test } from 'vitest';
import { openState } from '../../src/state/state-store.js';
import { createMemoryPlatform } from '../support/memory-platform.js';

function platform(state?: string, objects?: string) {
  const memory = createMemoryPlatform();
  memory.state = state;
  memory.objects = objects;
  return memory;
}

test('state that does not exist yet is created and saved at once', async () => {
  const memory = platform();
  await openState(memory.process().port);
  expect(memory.operations).toEqual(['readState', 'writeState']);
  expect(JSON.parse(memory.state ?? '')).toHaveProperty('sdkState.core.version', 1);
});

test('state that exists is not written just because it was read', async () => {
  const memory = platform('{"lastSyncStarted":"x"}');
  expect((await openState(memory.process().port)).state.lastSyncStarted).toBe('x');
  expect(memory.operations).toEqual(['readState']);
});

test('corrupt state stops everything and stays as it is', async () => {
  const memory = platform('{"sdkState":');
  await expect(openState(memory.process().port)).rejects.toMatchObject({ code: 'state_unreadable' });
  expect(memory.state).toBe('{"sdkState":');
});

test.each([
  [undefined, [true, true]],
  ['{"issues":{"extract":false},"users":{"extract":true}}', [false, true]],
  ['{"issues":{}}', [true, true]],
  ['{"issues":false}', [true, true]],
  ['[]', [true, true]],
  ['no JSON', [true, true]],
])('with the selection %j issues and users are extracted: %j', async (objects, expected) => {
  const { shouldExtract } = await openState(platform('{}', objects).process().port);
  expect(['issues', 'users'].map(shouldExtract)).toEqual(expected);
});

test('state that has grown too large is not saved, and the error names what grew', async () => {
  const memory = platform('{}');
  const store = await openState(memory.process().port);
  store.state.streams = {
    users: { version: 1, cursor: { after: 'u' }, done: false },
    issues: { version: 1, cursor: { seen: 'x'.repeat(1_000_000) }, done: false },
  };
  await expect(store.save()).rejects.toMatchObject({
    code: 'state_too_large',
    message: expect.stringMatching(
      /has grown to 1000\d{3} bytes; the limit is 1000000\. The largest part is "stream issues" with 1000\d{3} bytes/,
    ),
  });
  expect(memory.state).toBe('{}');
});

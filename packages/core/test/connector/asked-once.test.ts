import { expect, test } from 'vitest';
import { askedOnce } from '../../src/connector/asked-once.js';
import { PermissionError, TransientApiError } from '../../src/errors.js';

test('each client asks once for each list of keys', async () => {
  const asked: string[] = [];
  const read = askedOnce(async (client: { name: string }, ...keys: [string, string]) => {
    asked.push([client.name, ...keys].join(' '));
    return asked.length;
  });
  const [first, second] = [{ name: 'first' }, { name: 'second' }];
  expect(await Promise.all([read(first, 'a', 'b'), read(first, 'a', 'b')])).toEqual([1, 1]);
  expect(await read(first, 'a b', '')).toBe(2);
  expect(await read(second, 'a', 'b')).toBe(3);
  expect(asked).toEqual(['first a b', 'first a b ', 'second a b']);
});

test.each([
  ['an outage', new TransientApiError('not now'), 2],
  ['a refusal', new PermissionError('never'), 1],
])('after %s it is asked as often as that makes sense', async (_what, error, times) => {
  let asked = 0;
  const read = askedOnce(async (_: object) => {
    asked += 1;
    throw error;
  });
  const client = {};
  await expect(read(client)).rejects.toBe(error);
  await expect(read(client)).rejects.toBe(error);
  expect(asked).toBe(times);
});

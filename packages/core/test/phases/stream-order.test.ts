import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Stream } from '../../src/connector/stream.js';
import { orderStreams } from '../../src/phases/stream-order.js';
import { toyKit } from '../support/test-invocation.js';

function stream(name: string, after: readonly string[] = []) {
  return toyKit.stream({ name, delivers: {}, after, cursor: z.object({}), async *pages() {}, normalize: {} });
}

const names = <Client>(streams: readonly Stream<Client>[]) =>
  orderStreams(streams).map(({ stream: { name } }) => name);

test('as declared, except where one waits for another', () => {
  expect(names([stream('a'), stream('b'), stream('c')])).toEqual(['a', 'b', 'c']);
  expect(
    names([stream('comments', ['issues']), stream('issues', ['users']), stream('users'), stream('tags')]),
  ).toEqual(['users', 'issues', 'comments', 'tags']);
});

test.each([
  ['a circle', [stream('a', ['b']), stream('b', ['a'])], /a → b → a/],
  ['waiting for itself', [stream('a', ['a'])], /a → a/],
  ['waiting for nobody', [stream('a', ['b'])], /"a" waits for "b", which does not exist/],
  ['the same name twice', [stream('a'), stream('a')], /same name/],
])('%s is refused', (_, streams, reason) => {
  expect(() => orderStreams(streams)).toThrow(
    expect.objectContaining({ code: 'contract_violation', message: expect.stringMatching(reason) }),
  );
});

test('each knows all it waits for, also what those wait for', () => {
  const ordered = orderStreams([
    stream('comments', ['issues']),
    stream('issues', ['users']),
    stream('users'),
  ]);
  expect(ordered.map(({ stream: { name }, waitsFor }) => [name, ...waitsFor])).toEqual([
    ['users'],
    ['issues', 'users'],
    ['comments', 'issues', 'users'],
  ]);
});

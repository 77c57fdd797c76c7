import { describe, expect, test } from 'vitest';
import {
  AuthenticationError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  TransientApiError,
  UnexpectedResponseError,
} from '../../src/errors.js';
import { createMemoryPlatform, type MemoryPlatform, type Operation } from '../support/memory-platform.js';
import { type Boxes, createBoxes, load, platformWithItems, putFiles, putItems, putStats } from './boxes.js';

const names = ['one', 'two', 'three'];

interface Subject {
  platform: MemoryPlatform;
  boxes: Boxes;
  start: 'START_LOADING_DATA' | 'START_LOADING_ATTACHMENTS';
  goOn: 'CONTINUE_LOADING_DATA' | 'CONTINUE_LOADING_ATTACHMENTS';
  replies: 'DATA_LOADING' | 'ATTACHMENT_LOADING';
  made: () => string[];
}

/** Three items to write, and three files: failures are treated alike. */
const subjects: readonly [what: string, create: () => Subject][] = [
  [
    'an item',
    () => {
      const boxes = createBoxes();
      return {
        platform: platformWithItems(names.map((label) => ({ devrevId: label, label }))),
        boxes,
        start: 'START_LOADING_DATA',
        goOn: 'CONTINUE_LOADING_DATA',
        replies: 'DATA_LOADING',
        made: () => boxes.boxes.map(({ label }) => label).sort(),
      };
    },
  ],
  [
    'a file',
    () => {
      const boxes = createBoxes();
      const platform = createMemoryPlatform();
      platform.state = JSON.stringify({});
      putFiles(platform, 'stats', names);
      return {
        platform,
        boxes,
        start: 'START_LOADING_ATTACHMENTS',
        goOn: 'CONTINUE_LOADING_ATTACHMENTS',
        replies: 'ATTACHMENT_LOADING',
        made: () => boxes.files.map(({ name }) => name).sort(),
      };
    },
  ],
];

describe.each(subjects)('%s', (_what, create) => {
  test.each([
    ['403', new PermissionError('No.'), 'permission_denied'],
    ['404', new NotFoundError('There is none.'), 'not_found'],
    ['another 4xx', new UnexpectedResponseError('What?', { status: 418 }), 'unexpected_response'],
  ])('that is answered with %s is named, and the others are written', async (_status, error, code) => {
    const { platform, boxes, start, replies, made } = create();
    boxes.refusals.set('two', () => error);
    const { reply, lines } = await load(platform, boxes, { type: start });
    expect(reply).toMatchObject({
      eventType: `${replies}_DONE`,
      reports: [{ created: 2, updated: 0, skipped: 0, failed: 1 }],
    });
    expect(lines.filter(({ skip_report }) => skip_report === 'item')).toMatchObject([{ code }]);
    expect(made()).toEqual(['one', 'three']);
  });

  test('that meets an outage is waited for in delays, and is made once when it is over', async () => {
    const { platform, boxes, start, goOn, replies, made } = create();
    boxes.refusals.set('two', () => new TransientApiError('Down.'));
    const { reply } = await load(platform, boxes, { type: start });
    expect(reply).toMatchObject({ eventType: `${replies}_DELAYED`, delaySeconds: 60 });
    boxes.refusals.clear();
    const { reply: later } = await load(platform, boxes, { type: goOn });
    expect(later).toMatchObject({ eventType: `${replies}_DONE` });
    expect(made()).toEqual([...names].sort());
  });

  test('that meets an outage without end is an error after five delays that brought nothing', async () => {
    const { platform, boxes, start, goOn, replies } = create();
    boxes.refusals.set('two', () => new TransientApiError('Down.'));
    const { reply: first } = await load(platform, boxes, { type: start });
    const seen = [first];
    for (let delay = 1; delay <= 5; delay += 1)
      seen.push((await load(platform, boxes, { type: goOn })).reply);
    expect(seen.map((reply) => (reply === 'died' ? reply : reply.delaySeconds))).toEqual([
      60,
      120,
      240,
      480,
      600,
      undefined,
    ]);
    expect(seen.at(-1)).toMatchObject({ eventType: `${replies}_ERROR` });
  });

  test('that is asked to come later is waited for as long as that says', async () => {
    const { platform, boxes, start, goOn, replies, made } = create();
    boxes.refusals.set('two', () => new RateLimitedError('Later.', 900));
    const { reply } = await load(platform, boxes, { type: start });
    expect(reply).toMatchObject({ eventType: `${replies}_DELAYED`, delaySeconds: 900 });
    boxes.refusals.clear();
    await load(platform, boxes, { type: goOn });
    expect(made()).toEqual([...names].sort());
  });

  test('for which the credentials are refused ends the run', async () => {
    const { platform, boxes, start, replies } = create();
    boxes.refusals.set('two', () => new AuthenticationError('Sign in again.'));
    const { reply } = await load(platform, boxes, { type: start });
    expect(reply).toMatchObject({
      eventType: `${replies}_ERROR`,
      errorMessage: 'Sign in again. [authentication_failed]',
    });
  });

  test.each<Operation>(['createLink', 'writeState'])(
    'for which %s fails ends the run, and the next one makes nothing twice',
    async (failing) => {
      const { platform, boxes, start, replies, made } = create();
      let isDown = true;
      const trouble = (operation: Operation) => (isDown && operation === failing ? 'refused' : 'none');
      const { reply: failed } = await load(platform, boxes, { type: start, trouble });
      expect(failed).toMatchObject({ eventType: `${replies}_ERROR` });
      isDown = false;
      const { reply } = await load(platform, boxes, { type: start });
      expect(reply).toMatchObject({ eventType: `${replies}_DONE` });
      expect(made()).toEqual([...names].sort());
    },
  );

  test('that is still under way when requests are given up is tried three times more, then it is an error', async () => {
    const { platform, boxes, start, goOn, replies } = create();
    const seen: unknown[] = [];
    for (const type of [start, goOn, goOn, goOn, goOn]) {
      const { reply } = await load(platform, boxes, {
        type,
        prepare: ({ deadline }) =>
          boxes.refusals.set('two', () => {
            deadline.abort();
            return deadline.signal.reason;
          }),
      });
      seen.push(reply === 'died' ? reply : reply.eventType);
    }
    const [progress, error] = [`${replies}_PROGRESS`, `${replies}_ERROR`];
    expect(seen).toEqual([progress, progress, progress, progress, error]);
  });

  test.each([
    ['is not there', undefined],
    ['has an entry that says nothing', [{ count: '3' }]],
  ])('whose list %s is an error', async (_what, entries) => {
    const { platform, boxes, start, replies } = create();
    if (entries) putStats(platform, 'list', entries);
    const { reply } = await load(platform, boxes, { type: start, stats: 'list' });
    expect(reply).toMatchObject({
      eventType: `${replies}_ERROR`,
      errorMessage: expect.stringContaining('platform_error'),
    });
    expect(boxes.writes).toEqual([]);
  });
});

test('an object that was written before and is gone outside is named', async () => {
  const boxes = createBoxes();
  const platform = platformWithItems([{ devrevId: 'a', label: 'a' }]);
  await load(platform, boxes);
  boxes.boxes.length = 0;
  putItems(platform, 'next', [{ devrevId: 'a', label: 'b', modifiedDate: '2026-04-01T00:00:00.000Z' }]);
  const { reply, lines } = await load(platform, boxes, { stats: 'next' });
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DONE', reports: [{ updated: 0, failed: 1 }] });
  expect(lines).toContainEqual(expect.objectContaining({ id: 'a', code: 'not_found' }));
});

test('a field that is refused is named, and the rest of its item is written', async () => {
  const boxes = createBoxes();
  boxes.refusedFields.set('large', { size: 'Toy says: too large.' });
  const { reply, lines } = await load(platformWithItems([{ devrevId: 'a', label: 'large', size: 9 }]), boxes);
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DONE', reports: [{ created: 1, failed: 0 }] });
  expect(lines).toContainEqual(
    expect.objectContaining({ field: 'size', code: 'field_refused', reason: 'Toy says: too large.' }),
  );
});

import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ConnectorSpecification } from '../../src/connector/kit.js';
import {
  AuthenticationError,
  ConfigurationError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  TransientApiError,
} from '../../src/errors.js';
import type { AttachmentItem } from '../../src/metadata/item.js';
import type { PlatformPort } from '../../src/platform/platform-port.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import { parseState, serializeState } from '../../src/state/state-document.js';
import { initialState } from '../../src/state/sync-state.js';
import { createMemoryPlatform, type MemoryPlatform, recordsOf } from '../support/memory-platform.js';
import { testEvent } from '../support/test-event.js';
import { type TestInvocation, testConnector, testInvocation } from '../support/test-invocation.js';

type Open = (
  attachment: AttachmentItem,
  invocation: TestInvocation,
) => Promise<{ content?: string; bytes?: number | undefined }>;

/** A platform on which the data phase has left lists of files, and the state that goes with them. */
function platformWithFiles(...lists: readonly (readonly string[])[]): MemoryPlatform {
  const platform = createMemoryPlatform();
  const state = initialState();
  state.runId = '17';
  state.pendingWorkersNewest = '2026-11-01T00:00:00.000Z';
  lists.forEach((ids, index) => {
    const lines = ids.map((id) => JSON.stringify({ id, url: 'u', file_name: `${id}.txt`, parent_id: 'p' }));
    platform.artifacts.set(`list-${index}`, { itemType: 'attachments', body: gzipSync(lines.join('\n')) });
    state.attachments.artifactIds.push(`list-${index}`);
  });
  platform.state = serializeState(state);
  return platform;
}

async function transfer(
  platform: MemoryPlatform,
  open: Open = async ({ id }) => ({ content: id }),
  {
    type = 'START_EXTRACTING_ATTACHMENTS',
    wrap = (port: PlatformPort) => port,
    parts = {} as Partial<ConnectorSpecification<object>>,
    filesAtOnce = undefined as number | undefined,
  } = {},
) {
  const port = wrap(platform.process().port);
  const connector = testConnector({
    openAttachment: async ({ attachment }) => {
      const { content = '', ...rest } = await open(attachment, invocation);
      const bytes = 'bytes' in rest ? rest.bytes : Buffer.byteLength(content);
      return { body: Readable.from([Buffer.from(content)]), contentType: 'text/plain', bytes };
    },
    ...parts,
  });
  const invocation = {
    ...testInvocation(connector, testEvent(type), port),
    ...(filesAtOnce !== undefined && { filesAtOnce }),
  };
  const { reply, onAccepted } = await runPhase('attachments', invocation);
  await port.reply(reply);
  await onAccepted();
  return { reply, invocation };
}

const linked = (platform: MemoryPlatform) =>
  platform
    .accepted('ssor_attachment')
    .map((link) => JSON.stringify(link))
    .sort();
const namesOf = (platform: MemoryPlatform) =>
  [...platform.files.values()].map(({ fileName }) => fileName).sort();
const saved = (platform: MemoryPlatform) => parseState(platform.state ?? '');
const skippedIds = ({ lines }: TestInvocation) =>
  lines.filter(({ skip_report }) => skip_report === 'record').map(({ id }) => id);

test('every file of every list is sent once and linked; then the run is committed', async () => {
  const platform = platformWithFiles(['a', 'b'], ['c']);
  const { reply } = await transfer(platform);
  expect(reply.eventType).toBe('ATTACHMENT_EXTRACTION_DONE');
  expect(namesOf(platform)).toEqual(['a.txt', 'b.txt', 'c.txt']);
  expect(linked(platform)).toHaveLength(3);
  expect(saved(platform)).toMatchObject({
    attachments: { artifactIds: [], processed: [] },
    workersNewest: '2026-11-01T00:00:00.000Z',
    pendingWorkersNewest: '',
    outbox: { attachments: [] },
  });
});

test('the same start event once more changes nothing', async () => {
  const platform = platformWithFiles(['a']);
  await transfer(platform);
  const before = saved(platform);
  const { reply } = await transfer(platform);
  expect(reply).toMatchObject({ eventType: 'ATTACHMENT_EXTRACTION_DONE', artifacts: [] });
  expect(saved(platform)).toEqual(before);
});

test('a record that was extracted twice is one file', async () => {
  const platform = platformWithFiles(['a', 'a', 'b']);
  await transfer(platform);
  expect(namesOf(platform)).toEqual(['a.txt', 'b.txt']);
});

test('a file that is slow does not hold up the lists behind its own', async () => {
  const platform = platformWithFiles(['a', 'b', 'slow'], ['c', 'd'], ['e']);
  const others = new Set(['a', 'b', 'c', 'd', 'e']);
  let allOthers = () => {};
  const othersOpened = new Promise<void>((resolve) => {
    allOthers = resolve;
  });
  await transfer(platform, async ({ id }) => {
    others.delete(id);
    if (others.size === 0) allOthers();
    if (id === 'slow') await othersOpened;
    return { content: id };
  });
  expect(namesOf(platform)).toHaveLength(6);
  expect(saved(platform).attachments).toEqual({ artifactIds: [], processed: [] });
});

test('a file that is in two lists is one file', async () => {
  const platform = platformWithFiles(['a', 'b'], ['b', 'c']);
  await transfer(platform);
  expect(namesOf(platform)).toEqual(['a.txt', 'b.txt', 'c.txt']);
});

describe('lists that come later', () => {
  test('are asked for while one is taken up, five at once', async () => {
    const platform = platformWithFiles(['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['g']);
    const asked: string[] = [];
    let askedBesideFirst: string[] = [];
    const wrap = (port: PlatformPort): PlatformPort => ({
      ...port,
      downloadArtifact: async (id) => {
        asked.push(id);
        if (id === 'list-0') {
          await new Promise((resolve) => setImmediate(resolve));
          askedBesideFirst = [...asked];
        }
        return port.downloadArtifact(id);
      },
    });
    await transfer(platform, undefined, { wrap });
    expect(askedBesideFirst).toEqual(['list-0', 'list-1', 'list-2', 'list-3', 'list-4']);
    expect(asked).toHaveLength(7);
    expect(namesOf(platform)).toHaveLength(7);
  });

  test('and cannot be had end the phase when they are taken up, after the files before them', async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `a${index}`);
    const platform = platformWithFiles(names, ['b']);
    let opened = 0;
    let openedWhenRefused: number | undefined;
    const wrap = (port: PlatformPort): PlatformPort => ({
      ...port,
      downloadArtifact: async (id) => {
        if (id !== 'list-1') return port.downloadArtifact(id);
        openedWhenRefused = opened;
        throw new PermissionError('The list may not be read.');
      },
    });
    const open: Open = async ({ id }) => {
      opened += 1;
      return { content: id };
    };
    const { reply } = await transfer(platform, open, { wrap });
    expect(openedWhenRefused).toBe(0);
    expect(platform.files.size).toBe(1_000);
    expect(reply.errorMessage).toBe('The list may not be read. [permission_denied]');
    expect(saved(platform).attachments.processed).toHaveLength(1_000);
    await transfer(platform);
    expect(namesOf(platform)).toHaveLength(1_001);
  });
});

test('lists that are long are worked off one after another', async () => {
  const names = (list: string) => Array.from({ length: 1_000 }, (_, index) => `${list}${index}`);
  const platform = platformWithFiles(names('a'), names('b'));
  const opened: string[] = [];
  await transfer(platform, async ({ id }) => {
    opened.push(id);
    return { content: id };
  });
  expect(opened.slice(0, 1_000).filter((id) => id.startsWith('b'))).toEqual([]);
  expect(namesOf(platform)).toHaveLength(2_000);
});

test('a file whose length nobody tells arrives whole', async () => {
  const platform = platformWithFiles(['a']);
  await transfer(platform, async () => ({ content: 'läuft', bytes: undefined }));
  expect([...platform.files.values()][0]?.content.toString()).toBe('läuft');
});

describe('a file that cannot be had', () => {
  test.each([
    ['gone', new NotFoundError('It is gone.'), 'not_found'],
    ['forbidden', new PermissionError('It is forbidden.'), 'permission_denied'],
    ['broken', new Error('socket hang up'), 'unexpected_error'],
  ])('%s: skipped, named, and not tried again', async (_, error, code) => {
    const platform = platformWithFiles(['a', 'b']);
    const { reply, invocation } = await transfer(platform, async ({ id }) => {
      if (id === 'a') throw error;
      return { content: id };
    });
    expect(reply.eventType).toBe('ATTACHMENT_EXTRACTION_DONE');
    expect(invocation.lines).toContainEqual(
      expect.objectContaining({ skip_report: 'record', item_type: 'attachments', id: 'a', code }),
    );
    expect(namesOf(platform)).toEqual(['b.txt']);
  });

  test('empty, or larger than DevRev takes: a limitation, however many there are', async () => {
    const platform = platformWithFiles(Array.from({ length: 30 }, (_, number) => `f${number}`));
    const { reply, invocation } = await transfer(platform, async ({ id }) => ({
      content: id,
      bytes: id.endsWith('1') ? 3 * 1024 ** 3 : 0,
    }));
    expect(reply.eventType).toBe('ATTACHMENT_EXTRACTION_DONE');
    expect(skippedIds(invocation)).toHaveLength(30);
    expect(new Set(invocation.lines.map(({ code }) => code).filter(Boolean))).toEqual(
      new Set(['file_empty', 'file_too_large']),
    );
  });

  test('when it is most of them, the run is no success', async () => {
    const platform = platformWithFiles(Array.from({ length: 40 }, (_, number) => `f${number}`));
    const { reply } = await transfer(platform, async () => {
      throw new NotFoundError('It is gone.');
    });
    expect(reply.errorMessage).toMatch(/records could not be delivered.*\[too_many_skipped\]/);
  });
});

test.each([
  ['the credential', new AuthenticationError('Refused.'), 'authentication_failed'],
  ['the connection', new ConfigurationError('Incomplete.'), 'configuration_invalid'],
])('what is wrong with %s concerns all files and ends the phase, skipping none', async (_, error, code) => {
  const platform = platformWithFiles(['a', 'b']);
  const { reply, invocation } = await transfer(platform, async () => {
    throw error;
  });
  expect(reply).toMatchObject({
    eventType: 'ATTACHMENT_EXTRACTION_ERROR',
    errorMessage: expect.stringContaining(`[${code}]`),
  });
  expect(skippedIds(invocation)).toEqual([]);
  await transfer(platform, undefined, { type: 'CONTINUE_EXTRACTING_ATTACHMENTS' });
  expect(namesOf(platform)).toEqual(['a.txt', 'b.txt']);
});

describe('interrupted', () => {
  const ids = Array.from({ length: 30 }, (_, number) => `f${number}`);

  test.each([
    [
      'a long rate limit',
      (): never => {
        throw new RateLimitedError('Slow down.', 40);
      },
      { eventType: 'ATTACHMENT_EXTRACTION_DELAYED', delaySeconds: 40 },
    ],
    [
      'requests given up',
      ({ deadline }: TestInvocation): never => {
        deadline.abort();
        throw new Error('the request was given up');
      },
      { eventType: 'ATTACHMENT_EXTRACTION_PROGRESS' },
    ],
    [
      'the soft deadline',
      ({ deadline }: TestInvocation) => deadline.reachSoft(),
      { eventType: 'ATTACHMENT_EXTRACTION_PROGRESS' },
    ],
  ])(
    'by %s, it goes on with the files that are left and sends none twice',
    async (_, interrupt, expected) => {
      const platform = platformWithFiles(ids);
      let opened = 0;
      const { reply } = await transfer(platform, async ({ id }, invocation) => {
        opened += 1;
        if (opened === 15) {
          interrupt(invocation);
        }
        return { content: id };
      });
      expect(reply).toMatchObject(expected);
      expect(platform.files.size).toBeLessThan(30);
      const { reply: last } = await transfer(platform, undefined, {
        type: 'CONTINUE_EXTRACTING_ATTACHMENTS',
      });
      expect(last.eventType).toBe('ATTACHMENT_EXTRACTION_DONE');
      expect(namesOf(platform)).toEqual(ids.map((id) => `${id}.txt`).sort());
      expect(linked(platform)).toHaveLength(30);
    },
  );
});

describe('a file that never arrives', () => {
  /** Runs out of time in every invocation as long as `stuck` files are asked for. */
  const endless = async ({ id }: AttachmentItem, stuck: string, { deadline }: TestInvocation) => {
    if (id !== stuck) return { content: id };
    while (!deadline.signal.aborted) {
      deadline.abort();
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error('the request was given up');
  };

  test('is skipped and named after three invocations that brought nothing else, and the rest comes', async () => {
    const platform = platformWithFiles(['a', 'b', 'c']);
    const open: Open = async (attachment, invocation) => endless(attachment, 'a', invocation);
    const skipped: unknown[] = [];
    const replies: string[] = [];
    for (let number = 0; number < 6 && !replies.includes('ATTACHMENT_EXTRACTION_DONE'); number += 1) {
      const type = number === 0 ? 'START_EXTRACTING_ATTACHMENTS' : 'CONTINUE_EXTRACTING_ATTACHMENTS';
      const { reply, invocation } = await transfer(platform, open, { type });
      replies.push(reply.eventType);
      skipped.push(...invocation.lines.filter(({ skip_report }) => skip_report === 'record'));
    }
    expect(replies.at(-1)).toBe('ATTACHMENT_EXTRACTION_DONE');
    expect(skipped).toMatchObject([{ item_type: 'attachments', id: 'a', code: 'file_too_slow' }]);
    expect(namesOf(platform)).toEqual(['b.txt', 'c.txt']);
  });

  test('is alone from the second time on, so that a slow one beside it is not given up', async () => {
    const platform = platformWithFiles(['a', 'b', 'c']);
    const together: number[] = [];
    for (let number = 0; number < 3; number += 1) {
      let opened = 0;
      const { reply } = await transfer(
        platform,
        async (_, { deadline }) => {
          opened += 1;
          while (!deadline.signal.aborted) {
            await new Promise((resolve) => setImmediate(resolve));
            deadline.abort();
          }
          throw new Error('the request was given up');
        },
        { type: 'CONTINUE_EXTRACTING_ATTACHMENTS' },
      );
      expect(reply.eventType).toBe('ATTACHMENT_EXTRACTION_PROGRESS');
      together.push(opened);
    }
    expect(together).toEqual([2, 1, 1]);
    expect(saved(platform).attachments.processed).toEqual([{ id: 'a', parent_id: 'p', status: 'failed' }]);
    expect(saved(platform).stalledInvocations).toBe(0);
  });
});

describe('an external system that is down', () => {
  const down: Open = async () => {
    throw new TransientApiError('It is down.');
  };

  test('is not blamed on the one file that was tried beside one that is gone', async () => {
    const platform = platformWithFiles(['a', 'b', 'c']);
    const { reply, invocation } = await transfer(platform, async (attachment) => {
      if (attachment.id === 'c') throw new NotFoundError('It is gone.');
      throw new TransientApiError('It is down.');
    });
    expect(skippedIds(invocation)).toEqual(['c']);
    expect(reply.delaySeconds).toBe(60);
  });

  test('is waited for and gives up no file; then it is an error', async () => {
    const platform = platformWithFiles(['a', 'b', 'c']);
    const replies: unknown[] = [];
    for (let number = 0; number < 6; number += 1) {
      const { reply, invocation } = await transfer(platform, down);
      replies.push(reply.delaySeconds ?? reply.errorMessage);
      expect(skippedIds(invocation)).toEqual([]);
    }
    expect(replies).toEqual([60, 120, 240, 480, 600, 'It is down. [external_system_unavailable]']);
    const { reply } = await transfer(platform);
    expect(reply.eventType).toBe('ATTACHMENT_EXTRACTION_DONE');
    expect(namesOf(platform)).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });

  test('a system that asks for a wait gets it, for all files at once', async () => {
    const platform = platformWithFiles(['a', 'b', 'c']);
    const { reply, invocation } = await transfer(platform, async () => {
      throw new RateLimitedError('It is down.', 90, { isOutage: true });
    });
    expect(reply).toMatchObject({ eventType: 'ATTACHMENT_EXTRACTION_DELAYED', delaySeconds: 90 });
    expect(skippedIds(invocation)).toEqual([]);
    expect(saved(platform).outageDelays).toBe(1);
  });
});

test.each([
  ['ten files are under way at once to begin with', undefined, 10],
  ['as many as an operator has set', 25, 25],
])('%s', async (_, filesAtOnce, expected) => {
  const platform = platformWithFiles(Array.from({ length: 60 }, (_, number) => `f${number}`));
  let running = 0;
  let most = 0;
  const open: Open = async ({ id }) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return { content: id };
  };
  await transfer(platform, open, { filesAtOnce });
  expect(most).toBe(expected);
});

test('a save never notes a file whose link was written while it was under way', async () => {
  const platform = platformWithFiles(Array.from({ length: 120 }, (_, number) => `f${number}`));
  const notedTooEarly: string[] = [];
  let saves = 0;
  const wrap = (port: PlatformPort): PlatformPort => ({
    ...port,
    uploadArtifact: async (file) => {
      // Others go on with their files while this one is uploaded.
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return port.uploadArtifact(file);
    },
    writeState: async (document) => {
      saves += 1;
      const state = parseState(document);
      const links = state.outbox.attachments.flatMap(({ id }) => recordsOf(platform, id));
      const confirmed = new Set([...links.map((link) => JSON.stringify(link)), ...linked(platform)]);
      for (const { id } of state.attachments.processed) {
        if (![...confirmed].some((link) => link.includes(`"external":"${id}"`))) notedTooEarly.push(id);
      }
      await port.writeState(document);
    },
  });
  const { reply } = await transfer(platform, undefined, { wrap });
  expect(reply.eventType).toBe('ATTACHMENT_EXTRACTION_DONE');
  expect(saves).toBeGreaterThan(3);
  expect(notedTooEarly).toEqual([]);
});

test('a connector that lists files but cannot open them says so', async () => {
  const { reply } = await transfer(platformWithFiles(['a']), undefined, {
    parts: { openAttachment: undefined } as never,
  });
  expect(reply.errorMessage).toMatch(/has no openAttachment.*\[contract_violation\]/);
});

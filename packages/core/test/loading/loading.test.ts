import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { RecordError } from '../../src/errors.js';
import type { PhaseReply } from '../../src/protocol/reply.js';
import { parseState } from '../../src/state/state-document.js';
import type { MemoryPlatform, Operation, Trouble } from '../support/memory-platform.js';
import type { TestInvocation } from '../support/test-invocation.js';
import {
  type Boxes,
  createBoxes,
  type ItemLine,
  load,
  platformWithItems,
  putItems,
  putStats,
} from './boxes.js';

const items = (count: number, prefix = 'don'): ItemLine[] =>
  Array.from({ length: count }, (_, index) => ({
    devrevId: `${prefix}-${index}`,
    label: `${prefix} ${index}`,
    size: index,
  }));
const replyOf = (reply: PhaseReply | 'died'): PhaseReply =>
  reply === 'died' ? expect.fail('The process died.') : reply;
const labels = ({ boxes }: Boxes) => boxes.map(({ label }) => label).sort();

test('items become objects, each once, and are linked', async () => {
  const boxes = createBoxes();
  const platform = platformWithItems(items(3), items(2, 'more'));
  const { reply } = await load(platform, boxes);
  expect(reply).toMatchObject({
    eventType: 'DATA_LOADING_DONE',
    reports: [{ item_type: 'boxes', created: 5, updated: 0, skipped: 0, failed: 0 }],
    processedFiles: ['stats-items-0', 'stats-items-1'],
  });
  expect(boxes.boxes).toHaveLength(5);
  expect(platform.links.get('don-1')?.externalIds).toHaveLength(1);
});

test('the same files once more change nothing', async () => {
  const boxes = createBoxes();
  const platform = platformWithItems(items(3));
  await load(platform, boxes);
  const { reply } = await load(platform, boxes);
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DONE', reports: [], processedFiles: [] });
  putItems(platform, 'again', items(3));
  const { reply: replayed } = await load(platform, boxes, { stats: 'again' });
  expect(replayed).toMatchObject({ reports: [{ created: 0, updated: 0, skipped: 3, failed: 0 }] });
  expect(boxes.boxes).toHaveLength(3);
  expect(boxes.writes).toHaveLength(3);
});

test('an invocation that died before it had noted the list is made up for by the next, whatever its event', async () => {
  const boxes = createBoxes();
  const platform = platformWithItems(items(3));
  await load(platform, boxes, {
    trouble: (operation) => (operation === 'writeState' ? 'dies before' : 'none'),
  });
  expect(boxes.boxes).toEqual([]);
  const { reply } = await load(platform, boxes, { type: 'CONTINUE_LOADING_DATA' });
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DONE', reports: [{ created: 3 }] });
});

test('without anything that can be loaded it is done at once', async () => {
  const platform = platformWithItems();
  const { reply } = await load(platform, createBoxes());
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DONE', reports: [], processedFiles: [] });
});

test('items of a type that nobody can write are named and counted', async () => {
  const platform = platformWithItems(items(1));
  const own = { id: 'stats-items-0', item_type: 'boxes', file_name: 'b', count: '1' };
  putStats(platform, 'stats', [own, { id: 'x', item_type: 'lids', count: '3' }]);
  const { reply, lines } = await load(platform, createBoxes());
  expect(reply).toMatchObject({
    reports: [
      { item_type: 'lids', failed: 3 },
      { item_type: 'boxes', created: 1 },
    ],
  });
  expect(lines).toContainEqual(
    expect.objectContaining({ skip_report: 'scope', code: 'item_type_not_loadable', item_type: 'lids' }),
  );
});

test('one invalid item of many is named with what the external system says; the others are written', async () => {
  const boxes = createBoxes();
  const list = items(500);
  list[250] = { devrevId: 'don-250', label: 'bad' };
  const { reply, lines } = await load(platformWithItems(list), boxes);
  expect(reply).toMatchObject({ reports: [{ created: 499, failed: 1 }] });
  expect(lines.filter(({ skip_report }) => skip_report === 'item')).toMatchObject([
    {
      item_type: 'boxes',
      id: 'don-250',
      code: 'record_invalid',
      reason: 'Toy says: label is reserved. Change it.',
    },
  ]);
  expect(boxes.boxes).toHaveLength(499);
});

test('an item without an id or data is named, the others are written', async () => {
  const boxes = createBoxes();
  const { reply, lines } = await load(platformWithItems([{ devrevId: '' }, ...items(2)]), boxes);
  expect(reply).toMatchObject({ reports: [{ created: 2, failed: 1 }] });
  expect(lines).toContainEqual(expect.objectContaining({ skip_report: 'item', code: 'item_invalid' }));
});

test('a reference is written as the id outside; one that leads nowhere is left out by name', async () => {
  const boxes = createBoxes();
  const platform = platformWithItems(items(1));
  await load(platform, boxes);
  putItems(platform, 'next', [
    { devrevId: 'a', label: { devrev: 'don-0' } },
    { devrevId: 'b', label: { devrev: 'don-unknown' }, size: 7 },
  ]);
  const { reply, lines } = await load(platform, boxes, { stats: 'next' });
  expect(reply).toMatchObject({ reports: [{ created: 2 }] });
  expect(boxes.boxes.slice(1)).toMatchObject([{ label: 'box-1' }, { label: '', size: 7 }]);
  expect(lines).toContainEqual(
    expect.objectContaining({ id: 'b', field: 'label', code: 'reference_not_synced' }),
  );
});

test('items that refer to others of the same file are written after those, in whatever order they come', async () => {
  const boxes = createBoxes();
  const chain: ItemLine[] = [
    { devrevId: 'c', label: { devrev: 'b' } },
    { devrevId: 'b', label: { devrev: 'a' } },
    { devrevId: 'lost', label: { devrev: 'nowhere' }, size: 5 },
    { devrevId: 'a', label: 'first' },
    ...items(60),
  ];
  const platform = platformWithItems(chain);
  const { reply, lines } = await load(platform, boxes);
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DONE', reports: [{ created: 64, failed: 0 }] });
  const idOf = (devrevId: string) => platform.links.get(devrevId)?.externalIds[0];
  const labelOfBox = (devrevId: string) => boxes.boxes.find(({ id }) => id === idOf(devrevId))?.label;
  expect([labelOfBox('a'), labelOfBox('b'), labelOfBox('c')]).toEqual(['first', idOf('a'), idOf('b')]);
  expect(lines.filter(({ code }) => code === 'reference_not_synced')).toMatchObject([{ id: 'lost' }]);
});

test('a version is ours alone only while nobody else has changed the object since we wrote it', async () => {
  const boxes = createBoxes();
  const platform = platformWithItems(items(1));
  await load(platform, boxes);
  expect(platform.ownVersions).toEqual(['box-1 2026-02-01T00:00:00.000Z']);
  const change = (stats: string, size: number) => {
    putItems(platform, stats, [{ devrevId: 'don-0', size, modifiedDate: '2026-04-01T00:00:00.000Z' }]);
    return load(platform, boxes, { stats });
  };
  await change('first', 11);
  expect(platform.ownVersions).toHaveLength(2);
  Object.assign(boxes.boxes[0] ?? {}, { label: 'by others', modifiedDate: '2026-03-02T00:00:00.000Z' });
  await change('second', 12);
  expect(boxes.boxes).toMatchObject([{ label: 'by others', size: 12 }]);
  expect(platform.ownVersions).toHaveLength(2);
});

test('a file that is cut short is an error; what is there was written', async () => {
  const boxes = createBoxes();
  const platform = platformWithItems(items(3));
  putStats(platform, 'stats', [
    { id: 'stats-items-0', item_type: 'boxes', file_name: 'boxes.jsonl.gz', count: '5' },
  ]);
  const { reply } = await load(platform, boxes);
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_ERROR', reports: [{ created: 3 }] });
  expect(replyOf(reply).errorMessage).toBe(
    'The file boxes.jsonl.gz has 3 of 5 items. What is there was loaded; start the sync again. [load_file_incomplete]',
  );
  expect(boxes.boxes).toHaveLength(3);
});

test('a file that is cut off while it is being loaded is opened again, as long as that helps', async () => {
  const boxes = createBoxes();
  // Long labels that cannot be packed, so that a part of the file is a part of the items.
  const long = items(500).map((item, index) => ({ ...item, label: labelOf(index) }));
  const platform = platformWithItems(long);
  let opened = 0;
  const cutOff = (invocation: TestInvocation, after: (opened: number) => number) => {
    const { downloadArtifact } = invocation.platform;
    invocation.platform.downloadArtifact = async (id) => {
      const body = await downloadArtifact(id);
      if (id === 'stats') return body;
      const chunks: Buffer[] = [];
      for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
      opened += 1;
      return Readable.from(partOf(Buffer.concat(chunks), after(opened)));
    };
  };
  const { reply } = await load(platform, boxes, {
    prepare: (invocation) => cutOff(invocation, (time) => (time < 3 ? time / 3 : 1)),
  });
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DONE', reports: [{ created: 500 }] });
  expect(boxes.boxes).toHaveLength(500);
  expect(opened).toBe(3);

  putItems(platform, 'next', items(10, 'more'));
  const { reply: failed } = await load(platform, boxes, {
    stats: 'next',
    prepare: (invocation) => cutOff(invocation, () => 0),
  });
  expect(replyOf(failed)).toMatchObject({ eventType: 'DATA_LOADING_ERROR' });
  expect(replyOf(failed).errorMessage).toMatch(/could not be read back whole .*\[artifact_cut_off\]/);
});

function labelOf(index: number): string {
  const part = (number: number) => createHash('sha512').update(`${index} ${number}`).digest('base64');
  return Array.from({ length: 20 }, (_, number) => part(number)).join('');
}

/** The beginning of a file, and then an error as of a connection that is gone. */
function* partOf(content: Buffer, share: number): Generator<Buffer> {
  const end = Math.ceil(content.length * share);
  for (let start = 0; start < end; start += 4096) yield content.subarray(start, Math.min(end, start + 4096));
  if (share < 1) throw new Error('socket hang up');
}

test('out of time it replies progress, and goes on from the line it was at', async () => {
  const boxes = createBoxes();
  const platform = platformWithItems(items(120));
  let writes = 0;
  const { reply } = await load(platform, boxes, {
    prepare: (invocation) => {
      const { createLink } = invocation.platform;
      invocation.platform.createLink = async (link) => {
        writes += 1;
        if (writes === 30) invocation.deadline.reachSoft();
        await createLink(link);
      };
    },
  });
  expect(reply).toMatchObject({ eventType: 'DATA_LOADING_PROGRESS' });
  const { loadFiles } = parseState(platform.state ?? '');
  expect(loadFiles[0]?.lineToProcess).toBeGreaterThanOrEqual(30);
  const { reply: last } = await load(platform, boxes, { type: 'CONTINUE_LOADING_DATA' });
  expect(last).toMatchObject({ eventType: 'DATA_LOADING_DONE', processedFiles: ['stats-items-0'] });
  expect(labels(boxes)).toEqual(
    items(120)
      .map(({ label }) => label)
      .sort(),
  );
});

describe('never twice', () => {
  type Death = 'dies before' | 'dies after';

  /** A run whose process dies at the n-th call; the platform then sends what it sends to one that is silent. */
  async function runDying(
    platform: MemoryPlatform,
    boxes: Boxes,
    at: number,
    death: Death,
  ): Promise<boolean> {
    let calls = 0;
    let hasDied = false;
    const trouble = (): Trouble => {
      calls += 1;
      return calls === at ? death : 'none';
    };
    let type: 'START_LOADING_DATA' | 'CONTINUE_LOADING_DATA' = 'START_LOADING_DATA';
    for (let invocation = 0; invocation < 5; invocation += 1) {
      const { reply } = await load(platform, boxes, { type, ...(!hasDied && { trouble }) });
      if (reply === 'died') {
        hasDied = true;
        if (platform.replies.at(-1)?.eventType !== 'DATA_LOADING_DONE') continue;
        return true;
      }
      if (reply.eventType === 'DATA_LOADING_DONE') return hasDied;
      type = 'CONTINUE_LOADING_DATA';
    }
    return expect.fail('The run did not end.');
  }

  test('killed at any call, before or after it took effect, every object is made once', async () => {
    const list = [items(60), items(5, 'more')] as const;
    let kills = 0;
    for (const death of ['dies before', 'dies after'] as const) {
      for (let at = 1; ; at += 1) {
        const boxes = createBoxes();
        const platform = platformWithItems(...list);
        if (!(await runDying(platform, boxes, at, death))) break;
        kills += 1;
        expect({ death, at, labels: labels(boxes) }).toEqual({
          death,
          at,
          labels: list
            .flat()
            .map(({ label }) => label)
            .sort(),
        });
        expect(platform.links.size).toBe(65);
      }
    }
    expect(kills).toBeGreaterThan(400);
  });

  test('also when the run is given up and another one brings the same items in other files', async () => {
    for (let at = 5; at <= 40; at += 1) {
      const boxes = createBoxes();
      const platform = platformWithItems(items(20));
      let calls = 0;
      await load(platform, boxes, { trouble: () => (++calls === at ? 'dies after' : 'none') });
      putItems(platform, 'next', items(3, 'new'), items(20));
      const { reply } = await load(platform, boxes, { stats: 'next' });
      expect(reply).toMatchObject({ eventType: 'DATA_LOADING_DONE' });
      expect({ at, boxes: new Set(labels(boxes)).size }).toEqual({ at, boxes: boxes.boxes.length });
      expect(boxes.boxes).toHaveLength(23);
    }
  });

  test('also when the answer of a call is lost: it is looked for before it is made again', async () => {
    const boxes = createBoxes();
    const platform = platformWithItems(items(10));
    const lost = (operation: Operation): Trouble =>
      operation === 'external system' ? 'answer lost' : 'none';
    let calls = 0;
    await load(platform, boxes, {
      trouble: (operation) => (++calls % 7 === 0 ? lost(operation) : 'none'),
    });
    for (let invocation = 0; invocation < 5; invocation += 1)
      await load(platform, boxes, { type: 'CONTINUE_LOADING_DATA' });
    expect(labels(boxes)).toEqual(
      items(10)
        .map(({ label }) => label)
        .sort(),
    );
  });

  test('also where nothing is marked: of objects that are alike, each is made once', async () => {
    for (let every = 4; every <= 9; every += 1) {
      const boxes = createBoxes({ areMarked: false });
      const platform = platformWithItems(items(10).map((item) => ({ ...item, label: 'alike' })));
      let calls = 0;
      const trouble = (operation: Operation): Trouble => {
        calls += 1;
        if (calls === every * 5) return 'dies after';
        return operation === 'external system' && calls % every === 0 ? 'answer lost' : 'none';
      };
      await load(platform, boxes, { trouble });
      for (let invocation = 0; invocation < 5; invocation += 1)
        await load(platform, boxes, { type: 'CONTINUE_LOADING_DATA' });
      const linked = [...platform.links.values()].flatMap(({ externalIds }) => externalIds);
      expect({ every, boxes: boxes.boxes.length, linked: new Set(linked).size }).toEqual({
        every,
        boxes: 10,
        linked: 10,
      });
    }
  });
});

describe('files', () => {
  const attachment = (id: string, parent: object) =>
    JSON.stringify({
      reference_id: id,
      file_name: `${id}.txt`,
      file_type: 'text/plain',
      file_size: 4,
      url: id,
      ...parent,
    });

  test('hang on the objects they belong to, once, and are reported in the plural', async () => {
    const { gzipSync } = await import('node:zlib');
    const boxes = createBoxes();
    const platform = platformWithItems(items(1));
    await load(platform, boxes);
    const lines = [
      attachment('f1', { parent_reference_id: 'don-0' }),
      attachment('f2', { parent_id: 'box-9' }),
      attachment('f3', { parent_reference_id: 'don-unknown' }),
    ];
    platform.artifacts.set('files', { itemType: 'attachment', body: gzipSync(lines.join('\n')) });
    putStats(platform, 'file stats', [{ id: 'files', item_type: 'attachment', file_name: 'f', count: '3' }]);
    const run = () => load(platform, boxes, { type: 'START_LOADING_ATTACHMENTS', stats: 'file stats' });
    const { reply, lines: log } = await run();
    expect(reply).toMatchObject({
      eventType: 'ATTACHMENT_LOADING_DONE',
      reports: [{ item_type: 'attachments', created: 2, failed: 1 }],
    });
    expect(log).toContainEqual(expect.objectContaining({ id: 'f3', code: 'parent_not_loaded' }));
    expect(boxes.files.map(({ name, parentId }) => [name, parentId])).toEqual([
      ['f1.txt', 'box-1'],
      ['f2.txt', 'box-9'],
    ]);
    await run();
    expect(boxes.files).toHaveLength(2);
  });

  test('that DevRev does not have any more are named, the others are written', async () => {
    const { gzipSync } = await import('node:zlib');
    const boxes = createBoxes();
    const platform = platformWithItems(items(1));
    await load(platform, boxes);
    const lines = ['gone', 'there'].map((id) => attachment(id, { parent_id: 'box-1' }));
    platform.artifacts.set('files', { itemType: 'attachment', body: gzipSync(lines.join('\n')) });
    putStats(platform, 'file stats', [{ id: 'files', item_type: 'attachment', file_name: 'f', count: '2' }]);
    const { reply, lines: log } = await load(platform, boxes, {
      type: 'START_LOADING_ATTACHMENTS',
      stats: 'file stats',
      prepare: ({ platform: port }) => {
        const { openFile } = port;
        port.openFile = async (url) => {
          if (url === 'gone') throw new RecordError('DevRev has it no more.', { code: 'file_gone' });
          return openFile(url);
        };
      },
    });
    expect(reply).toMatchObject({
      eventType: 'ATTACHMENT_LOADING_DONE',
      reports: [{ created: 1, failed: 1 }],
    });
    expect(log).toContainEqual(expect.objectContaining({ id: 'gone', code: 'file_gone' }));
    expect(boxes.files).toMatchObject([{ name: 'there.txt' }]);
  });
});

import { gunzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { createArtifactWriter } from '../../src/artifacts/artifact-writer.js';
import { systemClock } from '../../src/time/clock.js';
import { createMemoryPlatform, type MemoryPlatform, recordsOf } from '../support/memory-platform.js';

function item(itemType: string, number: number, dates: { createdDate?: string; modifiedDate?: string } = {}) {
  return { itemType, line: JSON.stringify({ id: String(number) }), ...dates };
}

/** A port whose uploads wait until the test lets them go. */
function heldPlatform() {
  const platform = createMemoryPlatform();
  const { port } = platform.process();
  const held: (() => void)[] = [];
  let running = 0;
  let mostAtOnce = 0;
  return {
    platform,
    held,
    mostAtOnce: () => mostAtOnce,
    /** Lets everything go that is held now or later. */
    release: async (until: Promise<unknown>) => {
      let isOver = false;
      void until.then(
        () => {
          isOver = true;
        },
        () => {
          isOver = true;
        },
      );
      while (!isOver) {
        held.shift()?.();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    port: {
      ...port,
      uploadArtifact: async (file: Parameters<typeof port.uploadArtifact>[0]) => {
        running += 1;
        mostAtOnce = Math.max(mostAtOnce, running);
        await new Promise<void>((resolve) => held.push(resolve));
        running -= 1;
        return port.uploadArtifact(file);
      },
    },
  };
}

const idsOf = (platform: MemoryPlatform) =>
  [...platform.artifacts.keys()].flatMap((id) => recordsOf(platform, id).map((record) => record.id));

describe('files are cut', () => {
  test('by number of records, and the rest goes with the flush', async () => {
    const platform = createMemoryPlatform();
    const writer = createArtifactWriter({
      platform: platform.process().port,
      clock: systemClock,
      batchItems: 3,
    });
    for (let number = 1; number <= 7; number += 1) await writer.add(item('issues', number));
    await writer.flush();
    expect(writer.takeConfirmed().map(({ item_count }) => item_count)).toEqual([3, 3, 1]);
    expect(idsOf(platform).sort()).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(writer.takeConfirmed()).toEqual([]);
  });

  test('by bytes, so that large records do not fill the memory', async () => {
    const platform = createMemoryPlatform();
    const writer = createArtifactWriter({
      platform: platform.process().port,
      clock: systemClock,
      batchBytes: 25,
    });
    for (let number = 1; number <= 4; number += 1)
      await writer.add({ itemType: 'issues', line: '"0123456789"' });
    await writer.flush();
    expect(writer.takeConfirmed().map(({ item_count }) => item_count)).toEqual([3, 1]);
  });

  test('one per item type, and none for nothing', async () => {
    const platform = createMemoryPlatform();
    const writer = createArtifactWriter({ platform: platform.process().port, clock: systemClock });
    await writer.flush();
    expect(platform.artifacts.size).toBe(0);
    await writer.add(item('issues', 1));
    await writer.add(item('users', 2));
    await writer.flush();
    expect([...platform.artifacts.values()].map(({ itemType }) => itemType).sort()).toEqual([
      'issues',
      'users',
    ]);
  });
});

test('a file is JSON Lines, packed, and its descriptor has the bounds of its own dates', async () => {
  const platform = createMemoryPlatform();
  const writer = createArtifactWriter({ platform: platform.process().port, clock: systemClock });
  await writer.add(
    item('issues', 1, { createdDate: '2026-02-01T00:00:00.000Z', modifiedDate: '2026-03-01T00:00:00.000Z' }),
  );
  await writer.add(item('issues', 2, { createdDate: '1970-01-01T00:00:00.000Z' }));
  await writer.flush();
  expect(writer.takeConfirmed()).toEqual([
    {
      id: 'artifact-1',
      item_type: 'issues',
      item_count: 2,
      oldest_created_date: '1970-01-01T00:00:00.000Z',
      newest_created_date: '2026-02-01T00:00:00.000Z',
      oldest_modified_date: '2026-03-01T00:00:00.000Z',
      newest_modified_date: '2026-03-01T00:00:00.000Z',
    },
  ]);
  const body = platform.artifacts.get('artifact-1')?.body ?? Buffer.alloc(0);
  expect(gunzipSync(body).toString()).toBe('{"id":"1"}\n{"id":"2"}');
});

test('no more than three uploads at once: adding waits instead', async () => {
  const { port, release, mostAtOnce, platform, held } = heldPlatform();
  const writer = createArtifactWriter({ platform: port, clock: systemClock, batchItems: 1 });
  const adding = (async () => {
    for (let number = 1; number <= 9; number += 1) await writer.add(item('issues', number));
    await writer.flush();
  })();
  await vi.waitFor(() => expect(held).toHaveLength(3));
  await release(adding);
  await adding;
  expect(mostAtOnce()).toBe(3);
  expect(idsOf(platform)).toHaveLength(9);
});

test('records added while a flush waits are neither lost nor sent twice', async () => {
  const { port, release, platform } = heldPlatform();
  const writer = createArtifactWriter({ platform: port, clock: systemClock, batchItems: 2 });
  // Three uploads keep the flush waiting while the open batch it has seen becomes full and is replaced.
  for (const type of ['a', 'b', 'c']) {
    void writer.add(item(type, 0));
    void writer.add(item(type, 1));
  }
  void writer.add(item('issues', 1));
  const flushed = writer.flush();
  const added = [2, 3, 4, 5].map((number) => writer.add(item('issues', number)));
  const all = Promise.all([flushed, ...added]).then(() => writer.flush());
  await release(all);
  await all;
  const issues = [...platform.artifacts].filter(([, { itemType }]) => itemType === 'issues');
  expect(issues.flatMap(([id]) => recordsOf(platform, id).map((record) => record.id)).sort()).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
  ]);
  expect(writer.takeConfirmed().reduce((sum, { item_count }) => sum + item_count, 0)).toBe(11);
});

test('a failed upload stops the writer for good, and what was confirmed before stays known', async () => {
  const platform = createMemoryPlatform();
  let uploads = 0;
  const { port } = platform.process(() => {
    uploads += 1;
    return uploads === 2 ? 'refused' : 'none';
  });
  const writer = createArtifactWriter({ platform: port, clock: systemClock, batchItems: 1 });
  await writer.add(item('issues', 1));
  await writer.flush();
  await writer.add(item('issues', 2));
  await expect(writer.flush()).rejects.toThrow('uploadArtifact was refused');
  await expect(writer.add(item('issues', 3))).rejects.toThrow('uploadArtifact was refused');
  await expect(writer.flush()).rejects.toThrow('uploadArtifact was refused');
  expect(writer.takeConfirmed()).toHaveLength(1);
  expect(idsOf(platform)).toEqual(['1']);
});

import { Readable } from 'node:stream';
import type { LoadItem } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { commentLoader } from '../src/loaders/comments.js';
import { fileLoader } from '../src/loaders/files.js';
import { taskLoader } from '../src/loaders/tasks.js';
import { home, startAccount } from './account.js';

/** What loaders write over HTTP, and what they find again. Core's part is tested in core and by the contract suite. */

/** As core makes them. */
const key = 'a1b2c3d4e5f6a1b2c3d4e5f6';
const since = '2025-11-03T12:00:00.000Z';

const itemOf = <Data extends LoadItem<object>['data']>(itemType: string, data: Data): LoadItem<Data> => ({
  devrevId: 'don:core:dvrv-us-1:devo/local:ticket/1',
  itemType,
  createdDate: since,
  modifiedDate: since,
  data,
});

async function start() {
  const { client, simulator } = await startAccount();
  const context = {
    client,
    options: {},
    externalSyncUnit: home,
    externalIdOf: async () => undefined,
    isTaken: async () => false,
    since,
    key,
  };
  const written = () =>
    [...(simulator.written?.() ?? [])].map(({ kind, id, isNew }) => ({ kind, id, isNew }));
  const [task = ''] = [...simulator.truth('home')].flatMap(({ kind, id }) => (kind === 'task' ? [id] : []));
  return { context, client, written, task };
}

describe('a task', () => {
  it('is made as it is in DevRev, and found by its mark', async () => {
    const { context, client, written } = await start();
    const item = itemOf('task_any', { title: 'Water the plants', state: 'started', person: 'p01' });
    expect(await taskLoader.find({ ...context, item })).toBeUndefined();
    const made = await taskLoader.create({ ...context, item });
    expect(await client.task(made.id)).toMatchObject({ ...item.data, changed: made.modifiedDate });
    expect(await taskLoader.find({ ...context, item })).toEqual(made);
    expect(written()).toEqual([{ kind: 'task', id: made.id, isNew: true }]);
  });

  it('is changed in the fields that differ alone', async () => {
    const { context, client, task: id } = await start();
    const before = await client.task(id);
    const item = itemOf('task_any', { title: 'From DevRev', person: null });
    const held = await taskLoader.update?.read({ ...context, item, id });
    expect(held?.data).toEqual({ title: before?.title, state: before?.state, person: before?.person });
    await taskLoader.update?.write({ ...context, item, id, changes: item.data });
    expect(await client.task(id)).toMatchObject({ title: 'From DevRev', state: before?.state, person: '' });
  });

  it('that is gone is nothing to compare with', async () => {
    const { context } = await start();
    const item = itemOf('task_any', {});
    expect(await taskLoader.update?.read({ ...context, item, id: 'gone' })).toBeUndefined();
  });
});

describe('a comment', () => {
  it('is made as plain text on its task, and found by its mark', async () => {
    const { context, client, task } = await start();
    const item = itemOf('comments', { task, person: 'p01', text: ['**Done** today'] });
    const made = await commentLoader.create({ ...context, item });
    expect(await client.comment(task, made.id)).toMatchObject({ text: 'Done today', person: 'p01' });
    expect(await commentLoader.find({ ...context, item })).toEqual(made);
  });

  it('that differs in its formatting alone is the same', async () => {
    const { context, client, task } = await start();
    const item = itemOf('comments', { task, text: ['**Done** today'] });
    const { id } = await commentLoader.create({ ...context, item });
    expect((await commentLoader.update?.read({ ...context, item, id }))?.data.text).toBe(item.data.text);
    const other = itemOf('comments', { task, text: ['Done *tomorrow*'] });
    expect((await commentLoader.update?.read({ ...context, item: other, id }))?.data.text).toEqual([
      'Done today',
    ]);
    await commentLoader.update?.write({ ...context, item: other, id, changes: other.data });
    expect(await client.comment(task, id)).toMatchObject({ text: 'Done tomorrow' });
  });

  it('on what is not in the service is refused with what to do', async () => {
    const { context, written } = await start();
    const item = itemOf('comments', { task: null, text: ['Done'] });
    const refusal = {
      code: 'parent_not_loaded',
      message: expect.stringContaining('written with that object'),
    };
    await expect(commentLoader.create({ ...context, item })).rejects.toMatchObject(refusal);
    expect(written()).toEqual([]);
  });
});

describe('a file', () => {
  const content = Buffer.from('content');
  const open = async () => Readable.from([content]);
  const fileOn = (parent: { parentId: string; parentType: string; grandParentId?: string }) => ({
    devrevId: 'don:core:dvrv-us-1:devo/local:artifact/1',
    fileName: 'notes.txt',
    contentType: 'text/plain',
    bytes: content.length,
    createdDate: since,
    ...parent,
  });

  it('hangs on its task, or on that of its comment, and is found by its mark', async () => {
    const { context, client, task } = await start();
    for (const parent of [
      { parentType: 'ticket', parentId: task },
      { parentType: 'comment', parentId: 'c1', grandParentId: task },
    ]) {
      const file = fileOn(parent);
      const mark = { ...context, key: `${key} ${parent.parentType}` };
      expect(await fileLoader.find({ ...mark, file })).toBeUndefined();
      const made = await fileLoader.create({ ...mark, file, open });
      const named = { id: made.id, name: 'notes.txt', bytes: content.length };
      expect((await client.task(task))?.files).toContainEqual(expect.objectContaining(named));
      expect(await fileLoader.find({ ...mark, file })).toEqual(made);
    }
  });

  it('of a comment on what is not in the service is refused with what to do', async () => {
    const { context, written } = await start();
    const file = fileOn({ parentType: 'comment', parentId: 'c1' });
    await expect(fileLoader.create({ ...context, file, open })).rejects.toMatchObject({
      code: 'parent_not_loaded',
    });
    expect(written()).toEqual([]);
  });
});

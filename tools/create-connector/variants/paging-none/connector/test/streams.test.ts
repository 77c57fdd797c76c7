import { describe, expect, it } from 'vitest';
import type { TodoClient } from '../src/client.js';
import { tasks } from '../src/streams/tasks.js';
import { home, startAccount } from './account.js';

type Asked = Parameters<typeof tasks.pages>[0];

/** Pages of the tasks of a list, as core asks for them. */
async function pagesOf(client: TodoClient, asked: Partial<Pick<Asked, 'window' | 'scope' | 'cursor'>> = {}) {
  const pages = tasks.pages({
    client,
    options: {},
    externalSyncUnit: home,
    window: {},
    scope: { includes: () => true },
    metadata: { schema_version: 'v0.2.0', record_types: {} },
    prepared: undefined,
    cursor: undefined,
    signal: new AbortController().signal,
    ...asked,
  });
  const found = [];
  for await (const page of pages) found.push(page);
  return found;
}

describe('tasks', () => {
  it('go on after any page, and not at all after the last', async () => {
    const { client, requests } = await startAccount({ size: 250 });
    const pages = await pagesOf(client);
    expect(pages.map(({ records }) => records.tasks?.length)).toEqual([100, 100, 50]);
    expect(requests.filter(({ path }) => path.endsWith('/tasks'))).toHaveLength(1);
    const cursors = pages.map(({ cursor }) => cursor);
    for (const [index, cursor] of cursors.entries())
      expect(await pagesOf(client, { cursor })).toEqual(pages.slice(index + 1));
  });

  it('of a later run are those that have changed since', async () => {
    const { client, simulator } = await startAccount();
    const at = Date.UTC(2025, 10, 3);
    simulator.applyChanges({ seed: 1, edits: 2, creations: 1, at });
    const [page] = await pagesOf(client, { window: { from: new Date(at - 1000).toISOString() } });
    expect(page?.records.tasks).toHaveLength(3);
    expect(page?.cursor).toMatchObject({ isLast: true });
  });

  it('have all their comments, of which a hundred come at once', async () => {
    const { client, requests } = await startAccount({ size: 1, manyChildren: 250 });
    const [page] = await pagesOf(client);
    expect(new Set(page?.records.comments?.map((comment) => JSON.stringify(comment))).size).toBe(250);
    expect(requests.filter(({ path }) => path.endsWith('/comments'))).toHaveLength(3);
  });

  it('are asked for comments only where there are some and somebody wants them', async () => {
    const { client, simulator, requests } = await startAccount();
    const asked = () => requests.filter(({ path }) => path.endsWith('/comments')).length;
    await pagesOf(client, { scope: { includes: (itemType) => itemType !== 'comments' } });
    expect(asked()).toBe(0);
    await pagesOf(client);
    const comments = [...simulator.truth('home')].filter(({ kind }) => kind === 'comment');
    expect(asked()).toBe(new Set(comments.map(({ fields }) => fields?.task)).size);
  });
});

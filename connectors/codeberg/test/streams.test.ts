import { describe, expect, it } from 'vitest';
import type { CodebergClient } from '../src/client.js';
import { comments } from '../src/streams/comments.js';
import { issues } from '../src/streams/issues.js';
import { home, startAccount } from './account.js';

type Asked = Parameters<typeof issues.pages>[0];

/** What core asks a stream with, unless a test says otherwise. */
function asking(client: CodebergClient, asked: Partial<Asked>): Asked {
  return {
    client,
    options: {},
    externalSyncUnit: home,
    window: {},
    scope: { includes: () => true },
    metadata: { schema_version: 'v0.2.0', record_types: {} },
    prepared: undefined,
    cursor: undefined,
    previous: undefined,
    signal: new AbortController().signal,
    ...asked,
  };
}

async function issuePages(client: CodebergClient, asked: Partial<Asked> = {}) {
  const found = [];
  for await (const page of issues.pages(asking(client, asked))) found.push(page);
  return found;
}

async function commentPages(client: CodebergClient, asked: Partial<Asked> = {}) {
  const found = [];
  for await (const page of comments.pages(asking(client, asked))) found.push(page);
  return found;
}

describe('issues', () => {
  it('go on after any page, and not at all after the empty one', async () => {
    const { client } = await startAccount({ pageSize: 10 });
    const pages = await issuePages(client);
    expect(pages.map(({ records }) => records.issues?.length)).toEqual([10, 10, 10, 0]);
    const cursors = pages.map(({ cursor }) => cursor);
    for (const [index, cursor] of cursors.entries())
      expect(await issuePages(client, { cursor })).toEqual(pages.slice(index + 1));
  });

  it('of a later run are those that have changed since', async () => {
    const { client, simulator } = await startAccount();
    const at = Date.UTC(2025, 10, 3);
    simulator.applyChanges({ seed: 1, edits: 2, creations: 1, at });
    const [page] = await issuePages(client, { window: { from: new Date(at - 1000).toISOString() } });
    expect(page?.records.issues).toHaveLength(3);
  });
});

describe('comments', () => {
  it('of a later run are those that have changed since, whatever their issue', async () => {
    const { client, simulator, requests } = await startAccount();
    const at = Date.UTC(2025, 10, 3);
    const { childrenAdded } = simulator.applyChanges({ seed: 1, edits: 8, at });
    const [page] = await commentPages(client, { window: { from: new Date(at - 1000).toISOString() } });
    expect(page?.records.comments).toHaveLength(childrenAdded);
    expect(requests).toHaveLength(2);
  });

  it('that nobody wants cost no request', async () => {
    const { client, requests } = await startAccount();
    const scope = { includes: (itemType: string) => itemType !== 'comments' };
    expect(await commentPages(client, { scope })).toEqual([]);
    expect(requests).toEqual([]);
  });
});

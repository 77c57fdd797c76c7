import { RecordError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { changeItem, momentOf } from '../src/normalize-on-request.js';
import {
  changesSince,
  deletedChildren,
  deletedWorklogsSince,
  historiesOf,
} from '../src/streams/histories.js';
import { issues } from '../src/streams/issues.js';
import { everythingOnRequest } from './chosen-options.js';
import { expectedVersions } from './expected-items.js';
import { startJiraSite, startScriptedSite, WORLD_TIME } from './jira-site.js';
import { itemsOf, latestVersions, walkAll } from './walk-stream.js';

const item = (field: string, rest: Record<string, unknown> = {}) => ({
  field,
  from: null,
  fromString: null,
  to: null,
  toString: null,
  ...rest,
});
const change = (id: string, created: string | number, ...items: object[]) => ({
  issueId: '1',
  raw: { id, created, items },
});
const may = '2024-05-01T10:00:00.000+0200';
const june = Date.UTC(2024, 5, 1);

describe('the history of issues', () => {
  it('arrives complete with the issues of a page, a call for each page', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 150 });
    const pages = await walkAll(issues, client, { options: { change_history: true } });
    expect(latestVersions(itemsOf(pages, 'changes'))).toEqual(expectedVersions(simulator, 'change'));
    expect(proxy.requests.filter(({ path }) => path.endsWith('/changelog/bulkfetch'))).toHaveLength(2);
  });

  it('is read to its last page, by token', async () => {
    const { client, proxy } = await startScriptedSite();
    const answers = [
      { issueChangeLogs: [{ issueId: '1', changeHistories: [1, 2] }], nextPageToken: 'a' },
      { issueChangeLogs: [{ issueId: '1', changeHistories: [3] }], nextPageToken: null },
    ];
    proxy.interpose(() => ({ status: 200, body: answers.shift() }));
    expect((await historiesOf(client, ['1'])).map(({ raw }) => raw)).toEqual([1, 2, 3]);
    expect(proxy.requests.map(({ body }) => JSON.stringify(body).includes('"nextPageToken":"a"'))).toEqual([
      false,
      true,
    ]);
  });

  it('costs nothing unless it is asked for', async () => {
    const { client, proxy } = await startJiraSite({ size: 30 });
    const window = { from: '2023-01-01T00:00:00.000Z' };
    const pages = await walkAll(issues, client, { window });
    for (const feed of ['changes', 'remoteLinks', 'deletions']) expect(itemsOf(pages, feed)).toEqual([]);
    const asked = proxy.requests.filter(({ path }) => /changelog|remotelink|deleted/.test(path));
    expect(asked).toEqual([]);
  });

  it('has moments in milliseconds or as text with an offset', () => {
    expect(momentOf(Date.UTC(2024, 4, 1, 8))).toBe('2024-05-01T08:00:00.000Z');
    expect(momentOf(may)).toBe('2024-05-01T08:00:00.000Z');
    expect(() => momentOf('yesterday')).toThrow(RecordError);
  });

  it('shows what a value was called, and its id where it has no name', () => {
    const items = [
      item('status', { from: '1', fromString: 'Open', to: '5', toString: 'Resolved' }),
      item('assignee', { from: '557058:a', fromString: null, to: null, toString: null }),
    ];
    const { data } = changeItem(
      { id: '9', created: may, items } as Parameters<typeof changeItem>[0],
      '20001',
    );
    expect(data).toMatchObject({
      title: 'Changed status, assignee',
      issue: '20001',
      details: ['status: Open → Resolved', 'assignee: 557058:a → nothing'],
    });
  });

  it('brings what is new to later runs, and all of an issue that came from another project', () => {
    const old = change('1', may, item('summary'));
    const fresh = change('2', june + 1, item('summary'));
    const moved = change('3', june + 2, item('Key', { from: '', fromString: 'OLD-1', toString: 'NEW-7' }));
    expect(changesSince([old, fresh], june)).toEqual([fresh]);
    expect(changesSince([old, fresh, moved], june)).toEqual([old, fresh, moved]);
    const odd = { issueId: '2', raw: 'not a change' };
    expect(changesSince([odd], june), 'one that cannot be read is named later').toEqual([odd]);
  });
});

describe('deleted children', () => {
  const worklog = item('WorklogId', { from: '77', fromString: '77' });
  const file = item('Attachment', { from: '10042', fromString: 'plan.pdf' });

  it('are those that the history says are gone; of worklogs the feed has to say so, too', () => {
    const found = [change('1', june, worklog, file, item('Attachment', { to: '5', toString: 'new.png' }))];
    const both = [
      { kind: 'worklog', id: '77', name: '77', issueId: '1', at: '2024-06-01T00:00:00.000Z' },
      { kind: 'attachment', id: '10042', name: 'plan.pdf', issueId: '1', at: '2024-06-01T00:00:00.000Z' },
    ];
    expect(deletedChildren(found, june, new Set(['77', '78']))).toEqual(both);
    expect(deletedChildren(found, june, new Set(['78']))).toEqual(both.slice(1));
    expect(deletedChildren(found, june + 1, new Set(['77']))).toEqual([]);
  });

  it('arrive with later runs only, worklogs with a reference to what DevRev has', async () => {
    const { simulator, client, proxy, clock } = await startJiraSite({ size: 40 });
    await walkAll(issues, client, { options: everythingOnRequest });
    expect(proxy.requests.some(({ path }) => path.endsWith('/worklog/deleted'))).toBe(false);
    simulator.applyChanges({ seed: 2, edits: 0, deletions: 4 });
    clock.now += 120_000;
    const window = { from: new Date(WORLD_TIME - 1000).toISOString() };
    const pages = await walkAll(issues, client, { window, options: { deletions: true } });
    const delivered = itemsOf(pages, 'deletions');
    const expected = [...(simulator.truthOnRequest?.('10000') ?? [])]
      .filter(({ kind, id }) => kind === 'deletion' && !id.startsWith('issue-'))
      .map(({ id }) => id);
    expect(delivered.map(({ id }) => id).sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(3);
    const [gone] = delivered.filter(({ data }) => data?.kind === 'worklog');
    expect(gone?.data?.worklog).toBe(gone?.id.slice('worklog-'.length));
  });

  it('are asked for to the end of the feed', async () => {
    const { client, proxy } = await startScriptedSite();
    const answers = [
      { values: [{ worklogId: 1, updatedTime: 5 }], since: 0, until: 10, lastPage: false },
      { values: [{ worklogId: 2, updatedTime: 15 }], since: 10, until: 20, lastPage: true },
    ];
    proxy.interpose(() => ({ status: 200, body: answers.shift() }));
    expect(await deletedWorklogsSince(client, 0)).toEqual(new Set(['1', '2']));
    expect(proxy.requests.map(({ query }) => query.get('since'))).toEqual(['0', '10']);
  });

  it('are asked for once when a feed does not move on', async () => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(() => ({ status: 200, body: { values: [], since: 7, until: 7, lastPage: false } }));
    expect(await deletedWorklogsSince(client, 7)).toEqual(new Set());
    expect(proxy.requests).toHaveLength(1);
  });
});

describe('web links', () => {
  it('arrive with the issues they belong to, a call for each issue', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 30 });
    const pages = await walkAll(issues, client, { options: { remote_links: true } });
    const expected = [...(simulator.truthOnRequest?.('10000') ?? [])].filter(
      ({ kind }) => kind === 'web link',
    );
    const delivered = itemsOf(pages, 'remoteLinks');
    expect(delivered.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    expect(delivered.map(({ data }) => data?.title)).not.toContain('');
    expect(proxy.requests.filter(({ path }) => path.endsWith('/remotelink'))).toHaveLength(30);
  });
});

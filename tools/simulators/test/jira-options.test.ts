import { describe, expect, it } from 'vitest';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);

describe('option attachmentShare', () => {
  it.each([0, 0.5, 3, 10])('%d gives that many files per issue on average', async (attachmentShare) => {
    const { simulator } = await startSite({ size: 400, seed: 8, now: () => AT, attachmentShare });
    const files = [...simulator.truth('10000')].filter(({ kind }) => kind === 'attachment');
    expect(Math.abs(files.length / 400 - attachmentShare)).toBeLessThan(0.3);
    expect(new Set(files.map(({ id }) => id)).size).toBe(files.length);
  });

  it('left out gives half a file per issue', async () => {
    const { simulator } = await startSite({ size: 400, seed: 8, now: () => AT });
    const files = [...simulator.truth('10000')].filter(({ kind }) => kind === 'attachment');
    expect(Math.abs(files.length / 400 - 0.5)).toBeLessThan(0.1);
  });

  it.each([-0.1, 10.1, Number.NaN])('refuses %d', async (attachmentShare) => {
    await expect(startSite({ size: 1, seed: 1, attachmentShare })).rejects.toThrow(/0 to 10 files/);
  });
});

describe('option childrenPerRoot', () => {
  it.each([2, 5, 10])('%d gives that many comments per issue on average', async (childrenPerRoot) => {
    const { simulator } = await startSite({ size: 1_000, seed: 8, now: () => AT, childrenPerRoot });
    const comments = [...simulator.truth('10000')].filter(({ kind }) => kind === 'comment');
    expect(Math.abs(comments.length / 1_000 - childrenPerRoot)).toBeLessThan(0.6);
  });

  it.each([1, 11])('refuses %d', async (childrenPerRoot) => {
    await expect(startSite({ size: 1, seed: 1, childrenPerRoot })).rejects.toThrow(/2 to 10 comments/);
  });
});

describe('option pageSize', () => {
  it('cuts every list, whatever is asked for', async () => {
    const { get, post } = await startSite({ size: 30, seed: 8, now: () => AT, pageSize: 2 });
    expect((await get('/rest/api/3/users/search?maxResults=1000')).json.list()).toHaveLength(2);
    expect((await get('/rest/api/3/users/search')).json.list()).toHaveLength(2);
    const priorities = (await get('/rest/api/3/priority/search?maxResults=50')).json;
    expect(priorities.list('values')).toHaveLength(2);
    expect(priorities.at('isLast').value).toBe(false);
    const search = { jql: 'project = 10000 AND updated >= 0', maxResults: 100, fields: ['id'] };
    const page = (await post('/rest/api/3/search/jql', search)).json;
    expect(page.list('issues')).toHaveLength(2);
    expect(page.text('nextPageToken')).toMatch(/./);
  });

  it('of one still lets a search come to its end', async () => {
    const site = await startSite({ size: 30, seed: 8, now: () => AT, pageSize: 1 });
    expect(await site.searchAll('project = 10000 AND updated >= 0')).toHaveLength(30);
  });

  it.each([0, -1, Number.NaN])('refuses %d', async (pageSize) => {
    await expect(startSite({ size: 1, seed: 1, pageSize })).rejects.toThrow(/at least 1 entry/);
  });
});

describe('options of the first issue', () => {
  const childrenOf = async (options: object) => {
    const { simulator, get } = await startSite({ size: 5, seed: 8, now: () => AT, ...options });
    const objects = [...simulator.truth('10000')].filter(({ fields }) => fields?.issue === '20000');
    return { get, objects };
  };

  it('manyChildren gives it that many comments, oldest first, in pages of a hundred', async () => {
    const { get, objects } = await childrenOf({ manyChildren: 250 });
    const comments = objects.filter(({ kind }) => kind === 'comment');
    expect(new Set(comments.map(({ id }) => id)).size).toBe(250);
    const times: number[] = [];
    for (const startAt of [0, 100, 200]) {
      const path = `/rest/api/3/issue/20000/comment?maxResults=1000&startAt=${startAt}`;
      const page = (await get(path)).json.list('comments');
      expect(page.map((comment) => comment.text('id'))).toEqual(
        comments.slice(startAt, startAt + 100).map(({ id }) => id),
      );
      times.push(...page.map((comment) => Date.parse(comment.text('created').replace(/(\d\d)$/, ':$1'))));
    }
    expect(times).toEqual([...times].sort((left, right) => left - right));
  });

  it('fileNames and largeFileBytes give it these files', async () => {
    const fileNames = ['../../x', 'twice', 'twice'];
    const { objects } = await childrenOf({ fileNames, largeFileBytes: 1_000_000 });
    const files = objects.filter(({ kind }) => kind === 'attachment');
    expect(files.map(({ fields }) => fields?.filename)).toEqual([...fileNames, 'large.bin']);
    expect(files.map(({ file }) => file?.bytes)).toEqual([300, 301, 302, 1_000_000]);
    expect(new Set(files.map(({ id }) => id)).size).toBe(4);
  });

  it.each([
    [{ manyChildren: -1 }, /manyChildren/],
    [{ largeFileBytes: 0.5 }, /largeFileBytes/],
    [{ fileNames: Array(11).fill('x') }, /at most 10 files/],
  ])('refuses %j', async (options, message) => {
    await expect(startSite({ size: 1, seed: 1, ...options })).rejects.toThrow(message);
  });
});

describe('a large site', () => {
  it('lists as many people as asked for, each once', async () => {
    const site = await startSite({ size: 1, seed: 4, now: () => AT, furtherPeople: 5000 });
    const ids: string[] = [];
    for (;;) {
      const { json } = await site.get(`/rest/api/3/users/search?maxResults=1000&startAt=${ids.length}`);
      if (json.list().length === 0) break;
      ids.push(...json.list().map((user) => user.text('accountId')));
    }
    expect(new Set(ids).size).toBe(ids.length);
    const usual = await startSite({ size: 1, seed: 4, now: () => AT });
    const before = (await usual.get('/rest/api/3/users/search?maxResults=1000')).json.list();
    expect(ids).toHaveLength(before.length + 5000);
    expect(ids).toEqual(expect.arrayContaining(before.map((user) => user.text('accountId'))));
  });

  it('has an issue with a long change history, in pages', async () => {
    const site = await startSite({ size: 3, seed: 4, now: () => AT, manyHistories: 10_000 });
    const ids: string[] = [];
    for (let nextPageToken: string | undefined; ; ) {
      const { json } = await site.post('/rest/api/3/changelog/bulkfetch', {
        issueIdsOrKeys: ['20000'],
        maxResults: 4000,
        nextPageToken,
      });
      for (const issue of json.list('issueChangeLogs'))
        ids.push(...issue.list('changeHistories').map((history) => history.text('id')));
      if (!json.keys().includes('nextPageToken')) break;
      nextPageToken = json.text('nextPageToken');
    }
    expect(new Set(ids).size).toBe(10_000);
    expect(ids).toHaveLength(10_000);
    await expect(startSite({ size: 3, seed: 4, manyHistories: -1 })).rejects.toThrow(/manyHistories/);
  });
});

describe('changes', () => {
  it('can be creations alone', async () => {
    const { simulator } = await startSite({ size: 30, seed: 8, now: () => AT });
    expect(simulator.applyChanges({ seed: 1, edits: 0, creations: 3 })).toMatchObject({
      edited: 0,
      created: 3,
    });
    expect([...simulator.truth('10000')].filter(({ kind }) => kind === 'issue')).toHaveLength(33);
    expect(() => simulator.applyChanges({ seed: 1, edits: 0, creations: -1 })).toThrow(/whole number/);
  });
});

import { describe, expect, it } from 'vitest';
import { issues } from '../src/streams/issues.js';
import { expectedVersions, issuesByChange } from './expected-items.js';
import { startJiraSite } from './jira-site.js';
import type { RecordingProxy } from './recording-proxy.js';
import { itemsOf, latestVersions, type WalkedPage, walkAll, walkStream } from './walk-stream.js';

const DAY_MS = 86_400_000;

function jqlSent({ requests }: RecordingProxy): string[] {
  return requests.flatMap(({ body }) =>
    typeof body === 'object' && body !== null && 'jql' in body ? [String(body.jql)] : [],
  );
}

function versionsByFeed(pages: readonly WalkedPage[]): Record<string, string[]> {
  return {
    issues: latestVersions(itemsOf(pages, 'issues')),
    comments: latestVersions(itemsOf(pages, 'comments')),
    worklogs: latestVersions(itemsOf(pages, 'worklogs')),
    links: latestVersions(itemsOf(pages, 'links')),
    attachments: latestVersions(itemsOf(pages, 'attachments')),
  };
}

describe('a walk that is stopped after any page', () => {
  it('goes on with the next page from the cursor of the last', async () => {
    const { client } = await startJiraSite({ size: 350 });
    const whole = await walkAll(issues, client);
    expect(whole.length).toBe(4);
    for (const [index, { cursor }] of whole.entries()) {
      const rest = await walkAll(issues, client, { cursor });
      const union = versionsByFeed([...whole.slice(0, index + 1), ...rest]);
      expect(union, `after page ${index + 1}`).toEqual(versionsByFeed(whole));
      const next = whole[index + 1];
      if (next === undefined) continue;
      // A label comes once per invocation, so a later one brings those of earlier pages again.
      const { tags = [], ...items } = next.items;
      expect(rest[0]?.items).toMatchObject(items);
      expect(rest[0]?.items.tags).toEqual(expect.arrayContaining([...tags]));
    }
  });

  it('needs the same requests a whole walk needs', async () => {
    const { client, proxy } = await startJiraSite({ size: 350 });
    const whole = await walkAll(issues, client);
    const searches = jqlSent(proxy).length;
    proxy.requests.splice(0);
    await walkAll(issues, client, { cursor: whole[1]?.cursor });
    expect(jqlSent(proxy)).toHaveLength(searches - 2);
  });

  it('is over after the last page: what changed since is left to the next run', async () => {
    const { simulator, client, clock, proxy } = await startJiraSite({ size: 250 });
    const whole = await walkAll(issues, client);
    clock.now += DAY_MS;
    simulator.applyChanges({ seed: 3, edits: 20 });
    proxy.requests.splice(0);
    expect(await walkAll(issues, client, { cursor: whole.at(-1)?.cursor })).toEqual([]);
    expect(jqlSent(proxy)).toEqual([]);
    const window = { from: new Date(clock.now - DAY_MS).toISOString() };
    const next = await walkAll(issues, client, { window });
    expect(latestVersions(itemsOf([...whole, ...next], 'issues'))).toEqual(
      expectedVersions(simulator, 'issue'),
    );
  });
});

describe('a page token that is refused', () => {
  it.each([0, 1, 2])('after page %# starts again from the last change seen, without loss', async (index) => {
    const { simulator, client, clock, proxy } = await startJiraSite({ size: 350 });
    const whole = await walkAll(issues, client);
    const cursor = whole[index]?.cursor;
    expect(cursor?.token).not.toBe('');
    clock.now += 8 * DAY_MS;
    proxy.requests.splice(0);
    const rest = await walkAll(issues, client, { cursor });
    const [refused, restarted] = jqlSent(proxy);
    expect(refused).toContain('updated >= 0 ');
    expect(restarted).toContain(`updated >= ${cursor?.updated} `);
    expect(versionsByFeed([...whole.slice(0, index + 1), ...rest])).toEqual({
      issues: expectedVersions(simulator, 'issue'),
      comments: expectedVersions(simulator, 'comment'),
      worklogs: expectedVersions(simulator, 'worklog'),
      links: expectedVersions(simulator, 'link'),
      attachments: expectedVersions(simulator, 'attachment'),
    });
  });

  it('leaves a cursor from which the new query can be continued', async () => {
    const { simulator, client, clock } = await startJiraSite({ size: 350 });
    const whole = await walkAll(issues, client);
    clock.now += 8 * DAY_MS;
    const [afterRestart] = await walkAll(issues, client, { cursor: whole[0]?.cursor });
    const rest = await walkAll(issues, client, { cursor: afterRestart?.cursor });
    const first = whole.slice(0, 1);
    const pages = afterRestart === undefined ? [] : [...first, afterRestart, ...rest];
    expect(latestVersions(itemsOf(pages, 'issues'))).toEqual(expectedVersions(simulator, 'issue'));
  });

  it('at every page, and behind pages that are empty and say that they are the last, costs no issue', async () => {
    const { simulator, client, clock } = await startJiraSite({
      size: 350,
      oddSearch: true,
      pageTokenSeconds: 60,
    });
    const pages = await walkAll(issues, client, {
      afterPage: (page) => {
        if (page % 4 === 0) clock.now += 61_000;
      },
    });
    expect(latestVersions(itemsOf(pages, 'issues'))).toEqual(expectedVersions(simulator, 'issue'));
  });

  it('is a failure when no token was sent', async () => {
    const { client, proxy } = await startJiraSite({ size: 10 });
    proxy.interpose(({ method }) =>
      method === 'POST' ? { status: 400, body: { errorMessages: ['Bad query.'], errors: {} } } : undefined,
    );
    await expect(walkAll(issues, client)).rejects.toThrow(/400: Bad query\./);
    expect(jqlSent(proxy)).toHaveLength(1);
  });
});

describe('issues changed in the same millisecond', () => {
  it('are all delivered although a page ends between them', async () => {
    const { simulator, client, clock } = await startJiraSite({ size: 300 });
    const whole = await walkAll(issues, client);
    const onPage = (index: number) =>
      new Set(itemsOf(whole.slice(index, index + 1), 'issues').map(({ id }) => id));
    const lastOfFirst = whole[0]?.items.issues?.at(-1)?.id;
    const all = issuesByChange(simulator);
    const tied = all.find(({ id }) => id === lastOfFirst)?.updated;
    const together = all.filter(({ updated }) => updated === tied).map(({ id }) => id);
    expect(together.filter((id) => onPage(0).has(id)).length).toBeGreaterThan(10);
    expect(together.filter((id) => onPage(1).has(id)).length).toBeGreaterThan(10);
    // Also when the token in between is lost.
    clock.now += 8 * DAY_MS;
    const rest = await walkAll(issues, client, { cursor: whole[0]?.cursor });
    const seen = new Set(itemsOf([...whole.slice(0, 1), ...rest], 'issues').map(({ id }) => id));
    expect(together.filter((id) => !seen.has(id))).toEqual([]);
  });
});

describe('issues changed during the walk', () => {
  it.each([1, 2, 3])('after page %i are delivered as they are at the end', async (changedAfter) => {
    const { simulator, client } = await startJiraSite({ size: 450 });
    const pages = await walkAll(issues, client, {
      afterPage: (page) => {
        if (page === changedAfter) simulator.applyChanges({ seed: 11, edits: 120 });
      },
    });
    expect(versionsByFeed(pages)).toEqual({
      issues: expectedVersions(simulator, 'issue'),
      comments: expectedVersions(simulator, 'comment'),
      worklogs: expectedVersions(simulator, 'worklog'),
      links: expectedVersions(simulator, 'link'),
      attachments: expectedVersions(simulator, 'attachment'),
    });
    const deliveries = itemsOf(pages, 'issues').map(({ id }) => id);
    expect(deliveries.length).toBeGreaterThan(new Set(deliveries).size);
  });

  it('those made when the last page was already asked for come with the next run', async () => {
    const changedAt = Date.parse('2025-11-03T12:00:00.000Z');
    const { simulator, client } = await startJiraSite({ size: 350 });
    const pages = await walkAll(issues, client, {
      afterPage: (page) => {
        if (page === 3) simulator.applyChanges({ seed: 11, edits: 120, at: changedAt });
      },
    });
    const next = await walkAll(issues, client, { window: { from: new Date(changedAt).toISOString() } });
    expect(latestVersions(itemsOf([...pages, ...next], 'issues'))).toEqual(
      expectedVersions(simulator, 'issue'),
    );
  });

  it('also when the walk was interrupted in between', async () => {
    const { simulator, client } = await startJiraSite({ size: 350 });
    const pages: WalkedPage[] = [];
    for await (const page of walkStream(issues, client)) {
      pages.push(page);
      if (pages.length === 2) break;
    }
    simulator.applyChanges({ seed: 12, edits: 60 });
    pages.push(...(await walkAll(issues, client, { cursor: pages.at(-1)?.cursor })));
    expect(latestVersions(itemsOf(pages, 'issues'))).toEqual(expectedVersions(simulator, 'issue'));
  });
});

import { describe, expect, it } from 'vitest';
import { issues } from '../src/streams/issues.js';
import { sparseIssue } from './jira-records.js';
import { startScriptedSite } from './jira-site.js';
import { itemsOf, walkAll } from './walk-stream.js';

interface Page {
  ids: readonly string[];
  nextPageToken?: string | null;
  isLast?: boolean;
}

/** What a walk over these search pages delivers, and what it asked for. */
async function walkPages(pages: readonly Page[]) {
  const { client, proxy } = await startScriptedSite();
  const left = [...pages];
  proxy.interpose(() => {
    const { ids, ...rest } = left.shift() ?? { ids: [] };
    return { status: 200, body: { issues: ids.map((id) => ({ ...sparseIssue(), id })), ...rest } };
  });
  const items = itemsOf(await walkAll(issues, client), 'issues');
  const bodies = proxy.requests.map(
    ({ body }) => JSON.parse(JSON.stringify(body ?? {})) as Record<string, unknown>,
  );
  return { ids: items.map(({ id }) => id), bodies };
}

describe('a search', () => {
  it.each([
    ['says it is last and gives a token', { isLast: true, nextPageToken: 't' }],
    ['does not say', { nextPageToken: 't' }],
  ])('that %s goes on by token alone', async (_, first) => {
    const { ids, bodies } = await walkPages([{ ids: ['1'], ...first }, { ids: ['2'] }]);
    expect(ids).toEqual(['1', '2']);
    expect(bodies.map(({ nextPageToken }) => nextPageToken)).toEqual([undefined, 't']);
    for (const body of bodies) expect(Object.keys(body)).not.toContain('startAt');
  });

  it.each([
    { isLast: false },
    { isLast: false, nextPageToken: null },
    { isLast: false, nextPageToken: '' },
    {},
  ])('ends when there is no token, whatever isLast says (%j)', async (last) => {
    const { ids, bodies } = await walkPages([{ ids: ['1'], ...last }]);
    expect(ids).toEqual(['1']);
    expect(bodies).toHaveLength(1);
  });

  it('goes on behind an empty page that has a token: Jira filters after it has paged', async () => {
    const { ids } = await walkPages([
      { ids: ['1'], nextPageToken: 'a' },
      { ids: [], nextPageToken: 'b' },
      { ids: ['2'] },
    ]);
    expect(ids).toEqual(['1', '2']);
  });

  it('has no upper bound, asks for all fields, always, and asks for no rendered text', async () => {
    const { bodies } = await walkPages([{ ids: ['1'] }]);
    expect(bodies).toEqual([
      {
        jql: 'project = 10000 AND updated >= 0 ORDER BY updated ASC, key ASC',
        fields: ['*all'],
        maxResults: 100,
      },
    ]);
  });

  it('reads the last minutes again, because the index lags behind', () => {
    expect(issues.overlapSeconds).toBe(300);
  });
});

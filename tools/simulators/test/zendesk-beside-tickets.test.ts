import { describe, expect, it } from 'vitest';
import { NOW, startZendesk as start } from './zendesk-account.js';

interface Export {
  articles: { id: number; updated_at: string; label_names: string[]; user_segment_id: number | null }[];
}

const path = '/api/v2/help_center/incremental/articles?start_time=0';
const minuteAgo = NOW - 120_000;

async function account(oddity: 'archived articles' | 'hidden articles' | 'quiet labels') {
  const { json, ask, simulator } = await start({ oddities: [oddity] });
  return {
    simulator,
    ask,
    articles: async () => ((await json(path)) as never as Export).articles,
    known: () => [...simulator.truth('account')].filter(({ kind }) => kind === 'article'),
  };
}

describe('articles', () => {
  it('that are archived are in no list, have no files, and nothing tells that they are gone', async () => {
    const { simulator, articles, known, ask } = await account('archived articles');
    const before = await articles();
    const translations = known().length;
    simulator.applyChanges({ seed: 1, edits: 1, at: minuteAgo });
    const after = await articles();
    expect(after).toHaveLength(before.length - 1);
    expect(known().length).toBeLessThan(translations);
    const gone = before.find(({ id }) => !after.some((article) => article.id === id));
    const files = await ask(`/api/v2/help_center/articles/${gone?.id}/attachments?page[size]=100`);
    expect(files.status).toBe(404);
  });

  it('of a segment the connection does not belong to are not shown to it', async () => {
    const { articles } = await account('hidden articles');
    const { json } = await start();
    const all = ((await json(path)) as never as Export).articles;
    const shown = await articles();
    const hidden = all.filter(({ id }) => !shown.some((article) => article.id === id));
    expect(hidden).toHaveLength(1);
    expect(hidden[0]?.user_segment_id).not.toBeNull();
  });

  it('that get a label keep their date', async () => {
    const { simulator, articles } = await account('quiet labels');
    const before = await articles();
    simulator.applyChanges({ seed: 1, edits: 1, at: minuteAgo });
    const after = await articles();
    expect(after.map(({ updated_at: date }) => date)).toEqual(before.map(({ updated_at: date }) => date));
    const count = (list: Export['articles']) => list.flatMap(({ label_names: names }) => names).length;
    expect(count(after)).toBe(count(before) + 1);
  });
});

describe('the number of tickets', () => {
  it('is of a time up to 100,000, and counted no further', async () => {
    const count = async (size: number) => {
      const { json } = await start({ size });
      return ((await json('/api/v2/tickets/count')) as never as { count: object }).count;
    };
    expect(await count(99_999)).toEqual({ value: 99_999, refreshed_at: '2025-11-03T12:00:00Z' });
    expect(await count(1_000_000)).toEqual({ value: 100_000, refreshed_at: null });
  });
});

describe('a user', () => {
  it('is made an agent, and is exported as one', async () => {
    const { simulator, json } = await start({ oddities: ['role flips'] });
    simulator.applyChanges({ seed: 1, edits: 1, at: minuteAgo });
    const since = NOW / 1000 - 180;
    const page = await json(`/api/v2/incremental/users/cursor?start_time=${since}`);
    expect(page).toMatchObject({ users: [{ role: 'agent' }] });
  });
});

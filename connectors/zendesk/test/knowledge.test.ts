import { describe, expect, it } from 'vitest';
import {
  articleFileSchema,
  articleSchema,
  segmentSchema,
  translationSchema,
} from '../src/api-types-knowledge.js';
import { helpCenterOrigin } from '../src/brands.js';
import { articleItem, segmentItem } from '../src/normalize-knowledge.js';
import { parse } from '../src/parse.js';
import { translationsOf } from '../src/streams/article-page.js';
import { articles } from '../src/streams/articles.js';
import { walk } from './walk-stream.js';
import { startAccount, WORLD_TIME } from './zendesk-account.js';

const dates = { created_at: '2026-05-06T08:16:30Z', updated_at: '2026-05-06T08:16:33Z' };
const article = (raw: object) =>
  parse(
    articleSchema,
    { id: 7, title: 'T', locale: 'en-us', source_locale: 'en-us', ...dates, ...raw },
    'article',
  );
const translation = (raw: object) =>
  parse(translationSchema, { locale: 'sl', title: 'N', ...raw }, 'translation');
const file = parse(
  articleFileSchema,
  { id: 9, file_name: 'a.png', content_url: 'https://acme.zendesk.com/hc/article_attachments/9', ...dates },
  'file',
);
const unit = { id: 'account', name: 'Account' };
const around = {
  origin: 'https://acme.zendesk.com',
  hosts: new Set(['acme.zendesk.com', 'help.acme.example']),
  files: [file],
};

describe('an article', () => {
  it('is one record for each language, tied together by its number', () => {
    const item = articleItem(article({}), translation({}), around);
    expect(item).toMatchObject({ id: '7:sl', data: { article: '7', locale: 'sl', status: 'published' } });
  });

  it('that not everybody may read is internal, and shared with those who may', () => {
    expect(articleItem(article({}), translation({}), around).data).toMatchObject({
      scope: 'external',
      shared_with: [],
    });
    const raw = { user_segment_id: 3, permission_group_id: 4 };
    expect(articleItem(article(raw), translation({}), around).data).toMatchObject({
      scope: 'internal',
      shared_with: [
        { member_id: '3', role: 'viewer' },
        { member_id: '4', role: 'editor' },
      ],
    });
  });

  it.each([
    ['/hc/en-us/articles/12-Some-words#part', '12:en-us'],
    ['https://help.acme.example/hc/sl/articles/12', '12:sl'],
    ['/hc/articles/12', '12:en-us'],
  ])('that links to %s refers to that article', (href, id) => {
    const body = articleItem(article({}), translation({ body: `<a href="${href}">x</a>` }), around).data.body;
    expect(body).toContainEqual(expect.objectContaining({ id, ref_type: 'articles' }));
  });

  it('keeps links that lead elsewhere', () => {
    const body = articleItem(
      article({}),
      translation({ body: '<a href="https://elsewhere.example/hc/en-us/articles/12">x</a>' }),
      around,
    ).data.body;
    expect(JSON.stringify(body)).toContain('elsewhere.example/hc/en-us/articles/12');
  });

  it('shows the pictures that were brought, by number, whatever their address', () => {
    const body = articleItem(
      article({}),
      translation({ body: '<p><img src="/hc/sl/article_attachments/9/a.png"></p>' }),
      around,
    ).data.body;
    expect(body).toContainEqual(expect.objectContaining({ id: '9', ref_type: 'artifact' }));
  });
});

describe('a user segment', () => {
  it('tells in words whom it fits where nobody can list them', () => {
    const raw = { id: 3, name: 'VIP', user_type: 'signed_in_users', tags: ['vip'], group_ids: [5], ...dates };
    const { data } = segmentItem(parse(segmentSchema, raw, 'segment'));
    expect(data).toMatchObject({ groups: ['5'], description: [expect.stringContaining('vip')] });
  });
});

describe('the Help Center of a brand', () => {
  const brand = { id: '1', name: 'Outdoor', subdomain: 'outdoor' };

  it('answers under the name the brand has at Zendesk, never under the address it was given', () => {
    const mapped = { ...brand, host_mapping: 'help.acme.example', brand_url: 'https://help.acme.example' };
    expect(helpCenterOrigin('https://acme.zendesk.com', mapped)).toBe('https://outdoor.zendesk.com');
    expect(helpCenterOrigin('https://acme.zendesk.com', { ...brand, default: true })).toBe(
      'https://acme.zendesk.com',
    );
    const odd = { ...brand, subdomain: 'evil.example/' };
    expect(helpCenterOrigin('https://acme.zendesk.com', odd)).toBeUndefined();
  });

  it('is read for each brand that has one', async () => {
    const one = await startAccount({ size: 1 });
    const two = await startAccount({ size: 1, helpCenters: 2 });
    const count = async ({ client }: typeof one) =>
      (await walk(articles, client)).items.filter(({ feed }) => feed === 'articles').length;
    expect(await count(two)).toBe(2 * (await count(one)));
  });

  it('is read without what was archived', async () => {
    const { client, simulator } = await startAccount({ size: 1, oddities: ['archived articles'] });
    const ids = async () =>
      (await walk(articles, client)).items.filter(({ feed }) => feed === 'articles').map(({ id }) => id);
    const before = await ids();
    simulator.applyChanges({ seed: 1, edits: 1, at: WORLD_TIME - 600_000 });
    const after = await ids();
    expect(after.length).toBeLessThan(before.length);
  });

  it('has new labels that bring no article again, as they do not move its date', async () => {
    const { client, simulator } = await startAccount({ size: 1, oddities: ['quiet labels'] });
    simulator.applyChanges({ seed: 1, edits: 1, at: WORLD_TIME - 600_000 });
    const labels = async (window: { from?: string }) =>
      (await walk(articles, client, { window })).items
        .filter(({ feed }) => feed === 'article_labels')
        .map(({ id }) => id);
    expect(await labels({})).toContainEqual(expect.stringMatching(/^label-/));
    expect(await labels({ from: new Date(WORLD_TIME - 900_000).toISOString() })).toEqual([]);
  });

  it('links to articles that are not shown to the connection, and goes on', async () => {
    const { client } = await startAccount({ size: 1, oddities: ['hidden articles'] });
    const { items } = await walk(articles, client);
    const shown = items.filter(({ feed }) => feed === 'articles').map(({ id }) => id.split(':')[0]);
    const linked = JSON.stringify(items.map(({ item }) => item)).matchAll(/"id":"(\d+):en-us","ref_type"/g);
    expect([...linked].some(([, id]) => !shown.includes(id))).toBe(true);
  });

  it('has a language left out by name that cannot be read, and all others', async () => {
    const raw = { id: 7, title: 'T', locale: 'en-us', source_locale: 'en-us', ...dates };
    const broken = { locale: 'sl' };
    const row = { raw: { ...raw, translations: [raw, broken] }, origin: '', files: [], comments: [] };
    const [good, bad] = translationsOf(row).map(
      (entry) => () => articles.normalize.articles?.(entry, { prepared: around, externalSyncUnit: unit }),
    );
    expect(good?.()).toMatchObject({ id: '7:en-us' });
    expect(bad).toThrow(/translation.*title/);
  });

  it('ends its export without saying so, and is not read for ever where its last page repeats', async () => {
    for (const repeatsLastPage of [false, true]) {
      const { client, requests } = await startAccount({ size: 1, repeatsLastPage, pageSize: 5 });
      const { items } = await walk(articles, client);
      const ids = items.filter(({ feed }) => feed === 'articles').map(({ id }) => id);
      expect(new Set(ids).size).toBe(8);
      expect(ids).toHaveLength(8);
      const exports = requests.filter(({ path }) => path.endsWith('/incremental/articles'));
      expect(exports.length).toBeLessThan(8);
    }
  });
});

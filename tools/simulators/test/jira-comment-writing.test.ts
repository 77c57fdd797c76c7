import { describe, expect, it } from 'vitest';
import { saying, startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);
const mark = { key: 'devrev.sync', value: { id: 'a1' } };

async function startWithIssue(issueKey: string) {
  const clock = { now: AT };
  const site = await startSite({ size: 20, seed: 3, now: () => clock.now });
  return { site, clock, comments: `/rest/api/3/issue/${issueKey}/comment` };
}

describe('a comment that is sent', () => {
  it('is there at once, by the account of the token, with its properties for who asks', async () => {
    const { site, comments } = await startWithIssue('DEMO-3');
    const made = await site.post(comments, { body: saying('Hello'), properties: [mark] });
    expect(made.status).toBe(201);
    const id = made.json.text('id');
    const me = await site.get('/rest/api/3/myself');
    expect(made.json.text('author', 'accountId')).toBe(me.json.text('accountId'));
    const read = await site.get(`${comments}/${id}?expand=properties`);
    expect(read.json.at('body').value).toEqual(saying('Hello'));
    expect(read.json.at('properties').value).toEqual([mark]);
    const listed = await site.get(`${comments}?orderBy=-created&expand=properties`);
    expect(listed.json.list('comments')[0]?.at('properties').value).toEqual([mark]);
    expect([...(site.simulator.written?.() ?? [])]).toEqual([
      { kind: 'comment', id, isNew: true, writes: 1 },
    ]);
  });

  it('changes its issue', async () => {
    const { site, clock, comments } = await startWithIssue('DEMO-3');
    clock.now += 60_000;
    await site.post(comments, { body: saying('Hello') });
    const changed = await site.searchAll(`project = DEMO AND updated >= ${clock.now}`, { fields: ['id'] });
    expect(changed).toHaveLength(1);
  });

  it('is hidden from customers of a service desk when its property says so', async () => {
    const { site, comments } = await startWithIssue('OPS-1');
    const internal = { key: 'sd.public.comment', value: { internal: true } };
    const hidden = await site.post(comments, { body: saying('psst'), properties: [internal] });
    const shown = await site.post(comments, { body: saying('hello') });
    expect([hidden.json.at('jsdPublic').value, shown.json.at('jsdPublic').value]).toEqual([false, true]);
  });

  it.each([
    ['without a document', { body: 'text' }, 'comment'],
    ['with an empty text', { body: saying('') }, 'comment'],
    ['that is too long', { body: saying('x'.repeat(32_768)) }, 'comment'],
    ['for nobody', { body: saying('x'), visibility: { type: 'team' } }, 'commentLevel'],
  ])('%s is refused with the field it is about', async (_, body, field) => {
    const { site, comments } = await startWithIssue('DEMO-3');
    const refused = await site.post(comments, body);
    expect(refused.status).toBe(400);
    expect(refused.json.at('errors').keys()).toEqual([field]);
    expect([...(site.simulator.written?.() ?? [])]).toEqual([]);
  });
});

describe('a comment that is changed', () => {
  it('says what was sent, keeps its author and properties, and loses a role that is not sent again', async () => {
    const { site, comments } = await startWithIssue('DEMO-3');
    const visibility = { type: 'role', identifier: '10002', value: 'Administrators' };
    const made = await site.post(comments, { body: saying('one'), visibility, properties: [mark] });
    expect(made.json.at('visibility').value).toEqual(visibility);
    const id = made.json.text('id');
    const changed = await site.put(`${comments}/${id}?expand=properties`, { body: saying('two') });
    expect(changed.status).toBe(200);
    expect(changed.json.at('body').value).toEqual(saying('two'));
    expect(changed.json.at('properties').value).toEqual([mark]);
    expect(changed.json.keys()).not.toContain('visibility');
    expect([...(site.simulator.written?.() ?? [])]).toEqual([
      { kind: 'comment', id, isNew: true, writes: 2 },
    ]);
  });

  it('may be one that was there, and must exist', async () => {
    const { site } = await startWithIssue('DEMO-3');
    const truth = [...site.simulator.truth('10000')].filter(({ kind }) => kind === 'comment');
    for (const { id, fields } of truth.slice(0, 5)) {
      const path = `/rest/api/3/issue/${String(fields?.issue)}/comment/${id}`;
      const before = await site.get(path);
      const after = await site.put(path, { body: saying('changed') });
      expect(after.json.at('body').value).toEqual(saying('changed'));
      expect(after.json.at('created').value).toEqual(before.json.at('created').value);
    }
    const missing = await site.put('/rest/api/3/issue/DEMO-3/comment/1', { body: saying('x') });
    expect(missing.status).toBe(404);
  });
});

import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { commentLoader } from '../src/loaders/comments.js';
import { fileLoader } from '../src/loaders/files.js';
import { linkLoader } from '../src/loaders/links.js';
import type { RecordedRequest } from './recording-proxy.js';
import { itemOf, ok, type Script, startScriptedJira } from './scripted-jira.js';

/** What hangs on issues: links, comments and files, as Jira answers to whoever writes them. */

const key = 'a1b2c3d4e5f6a1b2c3d4e5f6';
const since = '2025-11-03T12:00:00.000Z';
const bodiesOf = (requests: readonly RecordedRequest[], method: string) =>
  requests.filter((request) => request.method === method).map(({ body }) => body);

describe('a link', () => {
  it('is made in its direction by an answer that is empty, and known by what it links', async () => {
    const links: object[] = [{ id: '1', type: { id: '10000' }, inwardIssue: { id: '8', key: 'DEMO-8' } }];
    const { context, proxy } = await startScriptedJira({
      'GET /rest/api/3/issue/{}': () => ({ status: 200, body: { fields: { issuelinks: links } } }),
      'POST /rest/api/3/issueLink': () => {
        links.push({ id: '2', type: { id: '10000' }, outwardIssue: { id: '8', key: 'DEMO-8' } });
        return { status: 201, body: '' };
      },
    });
    const item = itemOf({ type: '10000', source: '7', target: '8' }, 'links');
    expect(await linkLoader.find({ ...context, item, key, since })).toBeUndefined();
    expect(await linkLoader.create({ ...context, item, key })).toEqual({ id: '2' });
    expect(await linkLoader.find({ ...context, item, key, since })).toEqual({ id: '2' });
    expect(bodiesOf(proxy.requests, 'POST')).toEqual([
      { type: { id: '10000' }, inwardIssue: { id: '7' }, outwardIssue: { id: '8' } },
    ]);
  });
});

describe('a comment', () => {
  /** Comments of one issue, as Jira would list them. */
  function conversation(projectTypeKey: string) {
    const comments: object[] = [];
    const script: Script = {
      'GET /rest/api/3/project/10000': ok({ id: '10000', key: 'DEMO', name: 'Demo', projectTypeKey }),
      'GET /rest/api/3/issue/{}/comment': () => ({
        status: 200,
        body: { comments: [...comments].reverse(), total: comments.length },
      }),
      'POST /rest/api/3/issue/{}/comment': ({ body }) => {
        const made = { ...Object(body), id: String(comments.length + 1), created: since, updated: since };
        comments.push(made);
        return { status: 201, body: made };
      },
    };
    return { script, comments };
  }

  it.each([
    ['service_desk', 'public', []],
    ['service_desk', 'internal', ['sd.public.comment']],
    ['service_desk', undefined, ['sd.public.comment']],
    ['software', 'internal', []],
  ])('in a project of kind %s that is %s is never shown to more people', async (kind, visibility, more) => {
    const { script, comments } = conversation(kind);
    const { context } = await startScriptedJira(script);
    const item = itemOf({ issue: '7', body: ['Hello'], visibility }, 'comments');
    expect(await commentLoader.find({ ...context, item, key, since })).toBeUndefined();
    const made = await commentLoader.create({ ...context, item, key });
    expect(made).toEqual({ id: '1', modifiedDate: since, refused: {} });
    expect(await commentLoader.find({ ...context, item, key, since })).toMatchObject({ id: '1' });
    expect(await commentLoader.find({ ...context, item, key: 'other', since })).toBeUndefined();
    expect(comments).toMatchObject([{ properties: ['devrev.sync', ...more].map((name) => ({ key: name })) }]);
  });

  it('for a few people is named, and not made', async () => {
    const { script, comments } = conversation('software');
    const { context } = await startScriptedJira(script);
    const item = itemOf({ issue: '7', body: ['Hello'], visibility: 'restricted' }, 'comments');
    const made = commentLoader.create({ ...context, item, key });
    await expect(made).rejects.toMatchObject({ code: 'comment_restricted' });
    expect(comments).toEqual([]);
  });

  it('that is edited keeps the role it is for', async () => {
    const visibility = { type: 'role', value: 'Administrators', identifier: '10002' };
    const before = { id: '5', created: since, updated: since, visibility };
    const { context, proxy } = await startScriptedJira({
      'GET /rest/api/3/issue/{}/comment/5': ok(before),
      'PUT /rest/api/3/issue/{}/comment/5': ({ body }) => ({
        status: 200,
        body: { ...before, ...Object(body) },
      }),
    });
    const item = itemOf({ issue: '7', body: ['Two **words**'] }, 'comments');
    const written = await commentLoader.update?.write({ ...context, item, id: '5', changes: item.data });
    expect(written).toEqual({ id: '5', modifiedDate: since, refused: {} });
    expect(bodiesOf(proxy.requests, 'PUT')).toMatchObject([{ visibility, body: { type: 'doc' } }]);
  });
});

describe('a file', () => {
  const file = {
    devrevId: 'don:core:dvrv-us-1:devo/local:artifact/1',
    fileName: 'a b.txt',
    contentType: 'text/plain',
    bytes: 7,
    parentId: '7',
    parentType: 'issue',
    createdDate: since,
  };
  const open = async () => Readable.from([Buffer.from('content')]);
  const added = { id: '3', filename: 'a b.txt', size: 7, author: { accountId: 'me' }, created: since };
  const files = (...attachment: object[]): Script => ({
    'GET /rest/api/3/issue/{}': ok({ fields: { attachment } }),
    'GET /rest/api/3/myself': ok({ accountId: 'me' }),
  });

  it('is sent as a form that Jira does not take for forged', async () => {
    const { context, proxy } = await startScriptedJira({
      'POST /rest/api/3/issue/{}/attachments': ok([{ id: '3' }]),
    });
    expect(await fileLoader.create({ ...context, file, key, open })).toEqual({ id: '3' });
    const headers = proxy.requests.find(({ method }) => method === 'POST')?.headers;
    expect(headers).toMatchObject({
      'x-atlassian-token': 'no-check',
      'content-type': expect.stringContaining('multipart/form-data'),
    });
  });

  it('larger than Jira takes is named', async () => {
    const { context } = await startScriptedJira({
      'POST /rest/api/3/issue/{}/attachments': () => ({ status: 413, body: {} }),
    });
    const made = fileLoader.create({ ...context, file, key, open });
    await expect(made).rejects.toMatchObject({ code: 'upload_too_large' });
  });

  it.each([
    ['of somebody else', { ...added, author: { accountId: 'other' } }],
    ['of another size', { ...added, size: 8 }],
    ['that is older', { ...added, created: '2025-11-02T12:00:00.000Z' }],
  ])('is not taken for one %s', async (_, other) => {
    const { context } = await startScriptedJira(files(other));
    expect(
      await fileLoader.find({ ...context, file, key, since, isTaken: async () => false }),
    ).toBeUndefined();
  });

  it('is found, and not for another one of its name and size', async () => {
    const { context } = await startScriptedJira(files(added));
    expect(await fileLoader.find({ ...context, file, key, since, isTaken: async () => false })).toEqual({
      id: '3',
    });
    expect(
      await fileLoader.find({ ...context, file, key: 'other', since, isTaken: async () => false }),
    ).toBeUndefined();
  });

  it('is not found in a file that another one is linked with, as after a crash between two of one name and size', async () => {
    const { context } = await startScriptedJira(files(added));
    const isTaken = async (id: string) => id === '3';
    expect(await fileLoader.find({ ...context, file, key, since, isTaken })).toBeUndefined();
  });
});

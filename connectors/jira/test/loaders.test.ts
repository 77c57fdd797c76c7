import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { commentLoader } from '../src/loaders/comments.js';
import { fileLoader } from '../src/loaders/files.js';
import { issueLoader, requestLoader } from '../src/loaders/issues.js';
import { linkLoader } from '../src/loaders/links.js';
import { nothingOnRequest } from './chosen-options.js';
import {
  DEMO_PROJECT,
  type JiraSite,
  SERVICE_DESK,
  type SiteOptions,
  startJiraSite,
  WORLD_TIME,
} from './jira-site.js';
import { itemOf } from './scripted-jira.js';

/** What loaders write over HTTP, and what they find again. Core's part is tested in core and by the contract suite. */

const key = 'a1b2c3d4e5f6a1b2c3d4e5f6';
const since = new Date(WORLD_TIME).toISOString();

async function start(options: Partial<SiteOptions> = {}, externalSyncUnit = DEMO_PROJECT) {
  const site = await startJiraSite({ size: 40, ...options });
  const context = {
    client: site.client,
    options: nothingOnRequest,
    externalSyncUnit,
    externalIdOf: async () => undefined,
    isTaken: async () => false,
  };
  return { ...site, context };
}

const truthOf = ({ simulator }: Pick<JiraSite, 'simulator'>, kind: string, unit = DEMO_PROJECT) =>
  [...simulator.truth(unit.id)].filter((object) => object.kind === kind);
const writtenTo = ({ simulator }: Pick<JiraSite, 'simulator'>) => [...(simulator.written?.() ?? [])];

/** Types of the project that are no sub-tasks, by id. */
async function typesOf({ client }: Pick<JiraSite, 'client'>, unit = DEMO_PROJECT) {
  const types = await client.projectStatuses(unit.id);
  return types.filter(({ subtask }) => subtask !== true);
}

describe('an issue', () => {
  it('is made as it is in DevRev, and found by its mark although the search does not know it yet', async () => {
    const site = await start({ indexLagSeconds: 600 });
    const [type] = await typesOf(site);
    const [person] = truthOf(site, 'user');
    const data = {
      summary: 'New',
      description: ['**Bold** words'],
      priority: '2',
      labels: ['vip'],
      due_date: '2025-12-24',
      status: type?.statuses.at(-1)?.id,
    };
    const item = itemOf({ ...data, assignee: person?.id }, `issue_${type?.id}`);
    const { id, modifiedDate } = await issueLoader.create({ ...site.context, item, key });
    expect(modifiedDate).toBeUndefined();
    const held = await issueLoader.update?.read({ ...site.context, item, id });
    expect(held?.data).toMatchObject({ ...data, description: ['**Bold** words'] });
    expect(await issueLoader.find({ ...site.context, item, key, since })).toMatchObject({ id });
    const other = { ...site.context, item, key: key.replace('a', 'b'), since };
    expect(await issueLoader.find(other)).toBeUndefined();
    expect(writtenTo(site).filter(({ isNew }) => isNew)).toMatchObject([{ kind: 'issue', id }]);
  });

  it('is written field by field, and its version is ours where nothing else has changed', async () => {
    const site = await start();
    const [issue] = truthOf(site, 'issue');
    const id = issue?.id ?? '';
    const item = itemOf({ summary: 'From DevRev', labels: ['a', 'b'] }, `issue_${issue?.fields?.issuetype}`);
    await issueLoader.update?.read({ ...site.context, item, id });
    const written = await issueLoader.update?.write({ ...site.context, item, id, changes: item.data });
    const after = await site.client.issue(id);
    expect(after?.fields).toMatchObject({ summary: 'From DevRev', labels: ['a', 'b'] });
    expect(written).toMatchObject({ id, refused: {} });
    expect(Date.parse(written?.modifiedDate ?? '')).toBe(Date.parse(after?.fields.updated ?? ''));
  });

  it('that somebody else has changed meanwhile keeps both changes, and its version is not ours', async () => {
    const site = await start();
    const [issue] = truthOf(site, 'issue');
    const id = issue?.id ?? '';
    const item = itemOf({ summary: 'From DevRev' }, `issue_${issue?.fields?.issuetype}`);
    await issueLoader.update?.read({ ...site.context, item, id });
    await site.client.editIssue(id, { fields: { labels: ['theirs'] } });
    const written = await issueLoader.update?.write({ ...site.context, item, id, changes: item.data });
    expect(written).toEqual({ id, refused: {} });
    expect((await site.client.issue(id))?.fields).toMatchObject({
      summary: 'From DevRev',
      labels: ['theirs'],
    });
  });

  it('of a type that demands a parent is not made without one, in the words of Jira', async () => {
    const site = await start();
    const subtask = (await site.client.projectStatuses(DEMO_PROJECT.id)).find((type) => type.subtask);
    const item = itemOf({ summary: 'New' }, `issue_${subtask?.id}`);
    await expect(issueLoader.create({ ...site.context, item, key })).rejects.toMatchObject({
      code: 'required_field_missing',
      message: expect.stringContaining('parent'),
    });
    expect(writtenTo(site)).toEqual([]);
  });

  it('that is gone is said to be gone', async () => {
    const site = await start();
    const item = itemOf({ summary: 'New' });
    expect(await issueLoader.update?.read({ ...site.context, item, id: '999999' })).toBeUndefined();
  });
});

describe('a request of a service desk', () => {
  it('is made, and found by its mark', async () => {
    const site = await start({}, SERVICE_DESK);
    const [type] = await typesOf(site, SERVICE_DESK);
    const item = itemOf({ summary: 'Help' }, `request_${type?.id}`);
    const { id } = await requestLoader.create({ ...site.context, item, key });
    expect(await requestLoader.find({ ...site.context, item, key, since })).toMatchObject({ id });
  });
});

describe('a comment', () => {
  const commentOn = ({ simulator }: JiraSite, data: object, unit = DEMO_PROJECT) => {
    const issue = truthOf({ simulator }, 'issue', unit)[0]?.id;
    return itemOf({ issue, body: ['Hello'], visibility: 'internal', ...data }, 'comments');
  };

  it('is made with one call and found by its mark at once, whatever the index knows', async () => {
    const site = await start({ indexLagSeconds: 600 });
    const item = commentOn(site, {});
    site.proxy.requests.splice(0);
    const { id } = await commentLoader.create({ ...site.context, item, key });
    const posts = site.proxy.requests.filter(({ method }) => method === 'POST');
    expect(posts.map(({ body }) => JSON.stringify(body).includes('"devrev.sync"'))).toEqual([true]);
    expect(await commentLoader.find({ ...site.context, item, key, since })).toMatchObject({ id });
    expect(await commentLoader.find({ ...site.context, item, key: 'other', since })).toBeUndefined();
    expect(writtenTo(site)).toMatchObject([{ kind: 'comment', id, isNew: true }]);
  });

  it('is found behind a hundred others', async () => {
    const site = await start();
    const item = commentOn(site, {});
    const { id } = await commentLoader.create({ ...site.context, item, key });
    for (let other = 0; other < 105; other += 1)
      await commentLoader.create({ ...site.context, item, key: `other ${other}` });
    expect(await commentLoader.find({ ...site.context, item, key, since })).toMatchObject({ id });
  });

  it.each([
    ['public', 'public'],
    ['internal', 'internal'],
    [undefined, 'internal'],
  ])('that is %s is %s on a service desk', async (visibility, expected) => {
    const site = await start({}, SERVICE_DESK);
    const item = commentOn(site, { visibility }, SERVICE_DESK);
    const { id } = await commentLoader.create({ ...site.context, item, key });
    const made = truthOf(site, 'comment', SERVICE_DESK).find((object) => object.id === id);
    expect(made?.visibility).toBe(expected);
  });

  it('that only some may see is named, and not made', async () => {
    const site = await start();
    const item = commentOn(site, { visibility: 'restricted' });
    await expect(commentLoader.create({ ...site.context, item, key })).rejects.toMatchObject({
      code: 'comment_restricted',
    });
    expect(writtenTo(site)).toEqual([]);
  });

  it('that is edited reads back as it was written, and keeps the role it is for', async () => {
    const site = await start({ size: 60 });
    const restricted = truthOf(site, 'comment').find(({ visibility }) => visibility === 'restricted');
    const id = restricted?.id ?? '';
    const item = itemOf(
      { issue: restricted?.fields?.issue, body: ['Two **words**'], visibility: 'internal' },
      'comments',
    );
    const written = await commentLoader.update?.write({ ...site.context, item, id, changes: item.data });
    expect(Object.keys(written?.refused ?? {})).toEqual(['visibility']);
    const held = await commentLoader.update?.read({ ...site.context, item, id });
    expect(held?.data).toEqual({ body: ['Two **words**'], visibility: 'restricted' });
  });

  it('on something that is not in Jira waits for that', async () => {
    const site = await start();
    const item = itemOf({ body: ['Hello'] }, 'comments');
    await expect(commentLoader.create({ ...site.context, item, key })).rejects.toMatchObject({
      code: 'parent_not_loaded',
    });
  });
});

describe('a link', () => {
  it('is made in its direction, once', async () => {
    const site = await start();
    const [source, target] = truthOf(site, 'issue').map(({ id }) => id);
    const [kind] = (await site.client.linkTypes()).issueLinkTypes;
    const item = itemOf({ type: kind?.id, source, target }, 'links');
    expect(await linkLoader.find({ ...site.context, item, key, since })).toBeUndefined();
    const made = await linkLoader.create({ ...site.context, item, key });
    expect(await linkLoader.create({ ...site.context, item, key })).toEqual(made);
    expect(await linkLoader.find({ ...site.context, item, key, since })).toEqual(made);
    const shown = truthOf(site, 'link').find(({ id }) => id === made.id);
    expect(shown?.fields).toEqual({ type: kind?.id, outward: source, inward: target });
  });
});

describe('a file', () => {
  it('arrives with its bytes, and is found by its name and size', async () => {
    const site = await start();
    const [issue] = truthOf(site, 'issue');
    const content = Buffer.from('content');
    const file = {
      devrevId: 'don:core:dvrv-us-1:devo/local:artifact/1',
      fileName: 'a b.txt',
      contentType: 'text/plain',
      bytes: content.length,
      parentId: issue?.id ?? '',
      parentType: 'issue',
      createdDate: since,
    };
    const open = async () => Readable.from([content]);
    expect(
      await fileLoader.find({ ...site.context, file, key, since, isTaken: async () => false }),
    ).toBeUndefined();
    const made = await fileLoader.create({ ...site.context, file, key, open });
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(writtenTo(site)).toMatchObject([{ id: made.id, isNew: true, file: { sha256 } }]);
    const later = { ...site.context, client: site.laterClient() };
    expect(await fileLoader.find({ ...later, file, key, since, isTaken: async () => false })).toEqual(made);
    // Another one of the same name and size.
    expect(
      await fileLoader.find({ ...later, file, key: 'other', since, isTaken: async () => false }),
    ).toBeUndefined();
    const elsewhere = { ...file, parentId: 'none' };
    await expect(fileLoader.create({ ...site.context, file: elsewhere, key, open })).rejects.toMatchObject({
      code: 'parent_not_loaded',
    });
  });
});

import { NotFoundError, PermissionError, RecordError, TransientApiError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { attachmentsOf, completeComments, readIssue } from '../src/streams/issue-page.js';
import { issues } from '../src/streams/issues.js';
import { chattyIssueIds, expectedVersions } from './expected-items.js';
import { pictureOf, rawAttachment, sparseComment, sparseIssue } from './jira-records.js';
import { SERVICE_DESK, startJiraSite, startScriptedSite } from './jira-site.js';
import type { Interposer, RecordedRequest } from './recording-proxy.js';
import { itemsOf, latestVersions, walkAll } from './walk-stream.js';

const isCommentRequest = ({ path }: RecordedRequest) => /\/issue\/[^/]+\/comment$/.test(path);

describe('a walk over all issues', () => {
  it('delivers every issue, comment and file exactly once', async () => {
    const { simulator, client } = await startJiraSite({ size: 300 });
    const pages = await walkAll(issues, client);
    expect(pages.length).toBe(3);
    expect(chattyIssueIds(simulator).length).toBeGreaterThan(0);
    for (const [feed, kind] of [
      ['issues', 'issue'],
      ['comments', 'comment'],
      ['worklogs', 'worklog'],
      ['links', 'link'],
      ['attachments', 'attachment'],
    ] as const) {
      const items = itemsOf(pages, feed);
      const expected = expectedVersions(simulator, kind);
      expect(expected.length).toBeGreaterThan(50);
      expect(items).toHaveLength(expected.length);
      expect(latestVersions(items)).toEqual(expected);
    }
  });

  it('hangs comments and files on their issue and gives issues the type they have', async () => {
    const { simulator, client } = await startJiraSite({ size: 120 });
    const pages = await walkAll(issues, client);
    const found = new Map(
      [...itemsOf(pages, 'issues'), ...itemsOf(pages, 'comments'), ...itemsOf(pages, 'attachments')].map(
        (item) => [item.id, item],
      ),
    );
    for (const { kind, id, fields } of simulator.truth('10000')) {
      const item = found.get(id);
      if (kind === 'issue') expect(item?.itemType).toBe(`issue_${fields?.issuetype}`);
      if (kind === 'comment')
        expect(item?.data).toMatchObject({ issue: fields?.issue, author: fields?.author });
      if (kind === 'attachment')
        expect(item).toMatchObject({ parentId: fields?.issue, fileName: fields?.filename });
    }
  });

  it('of a project without issues ends after one empty page', async () => {
    const { client, proxy } = await startJiraSite({ size: 0 });
    const pages = await walkAll(issues, client);
    expect(itemsOf(pages, 'issues')).toEqual([]);
    expect(proxy.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('of a service desk widens no comment', async () => {
    const { client } = await startJiraSite({ size: 10 });
    const comments = itemsOf(await walkAll(issues, client, { externalSyncUnit: SERVICE_DESK }), 'comments');
    expect(new Set(comments.map(({ data }) => data?.visibility))).toEqual(
      new Set(['public', 'internal', 'restricted']),
    );
    const demo = itemsOf(await walkAll(issues, client), 'comments');
    expect(demo.map(({ data }) => data?.visibility)).not.toContain('public');
  });
});

describe('comments beyond those in the search', () => {
  it('are read to the end in pages of any size', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 300 });
    proxy.interpose((request) => {
      if (isCommentRequest(request)) request.query.set('maxResults', '7');
      return undefined;
    });
    const comments = itemsOf(await walkAll(issues, client), 'comments');
    const expected = expectedVersions(simulator, 'comment');
    expect(comments).toHaveLength(expected.length);
    expect(latestVersions(comments)).toEqual(expected);
  });

  it('are asked for only where there are more', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 300 });
    await walkAll(issues, client);
    const asked = proxy.requests.filter(isCommentRequest).map(({ path }) => path.split('/').at(-2));
    expect(asked.sort()).toEqual(chattyIssueIds(simulator).sort());
  });

  it('are not asked for when comments are switched off', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 300 });
    const pages = await walkAll(issues, client, { without: ['comments'] });
    expect(proxy.requests.filter(isCommentRequest)).toEqual([]);
    expect(itemsOf(pages, 'comments')).toEqual([]);
    expect(latestVersions(itemsOf(pages, 'issues'))).toEqual(expectedVersions(simulator, 'issue'));
    expect(latestVersions(itemsOf(pages, 'attachments'))).toEqual(expectedVersions(simulator, 'attachment'));
  });

  it('of an issue deleted after it was found are those of the search', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 300 });
    const [deleted] = chattyIssueIds(simulator);
    proxy.interpose(({ path }) =>
      path === `/rest/api/3/issue/${deleted}/comment`
        ? { status: 404, body: { errorMessages: ['Issue does not exist.'], errors: {} } }
        : undefined,
    );
    const pages = await walkAll(issues, client);
    const ofDeleted = itemsOf(pages, 'comments').filter(({ data }) => data?.issue === deleted);
    expect(ofDeleted).toHaveLength(20);
    expect(latestVersions(itemsOf(pages, 'issues'))).toEqual(expectedVersions(simulator, 'issue'));
  });

  it.each([
    [403, PermissionError],
    [500, TransientApiError],
  ])('that are refused with %i end the walk instead of being left out', async (status, error) => {
    const { client, proxy } = await startJiraSite({ size: 300 });
    proxy.interpose((request) =>
      isCommentRequest(request) ? { status, body: { errorMessages: ['No.'], errors: {} } } : undefined,
    );
    await expect(walkAll(issues, client)).rejects.toThrow(error);
  });

  it('mark the pictures they show', async () => {
    const { client, proxy } = await startScriptedSite();
    const embedded = Array.from({ length: 20 }, (_, index) => sparseComment({ id: String(index + 1) }));
    const all = [...embedded, sparseComment({ id: '21', body: pictureOf('late.png') })];
    const attachment = [rawAttachment('1', 'late.png'), rawAttachment('2', 'never.png')];
    const found = sparseIssue({ attachment, comment: { comments: embedded, total: 21 } });
    proxy.interpose(scriptOf([found], { comments: all, total: 21 }));
    const files = itemsOf(await walkAll(issues, client), 'attachments');
    expect(files.map(({ id, inline }) => [id, inline])).toEqual([
      ['1', true],
      ['2', false],
    ]);
  });
});

describe('records Jira got wrong', () => {
  it.each([
    ['an issue without status', sparseIssue({ status: null }), /issue.*fields\.status/],
    ['an issue without date', sparseIssue({ updated: null }), /issue.*fields\.updated/],
    ['an issue that is text', 'junk', /issue/],
    [
      'a comment without date',
      sparseIssue({ comment: { comments: [{ id: '1' }], total: 1 } }),
      /comment.*created/,
    ],
    ['a file without name', sparseIssue({ attachment: [{ id: '1' }] }), /attachment.*filename/],
  ])('%s fails alone, with a sentence that names the field', async (_, raw, sentence) => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(scriptOf([raw]));
    const walk = walkAll(issues, client);
    await expect(walk).rejects.toThrow(RecordError);
    await expect(walk).rejects.toThrow(sentence);
  });

  it('keep their ids, which the skip report names, when nothing else of them can be read', async () => {
    const { client } = await startScriptedSite();
    expect(readIssue({ id: '7' }).id).toBe('7');
    expect(readIssue('junk').id).toBe('unknown');
    const issue = readIssue(
      sparseIssue({ attachment: [{ id: '8' }, {}], comment: { comments: [{ id: '9' }], total: 1 } }),
    );
    expect((await completeComments(client, issue)).map(({ id }) => id)).toEqual(['9']);
    expect(attachmentsOf(issue, []).map(({ id }) => id)).toEqual(['8', 'unknown']);
  });

  it('a project that is gone ends the walk', async () => {
    const { client } = await startScriptedSite();
    await expect(walkAll(issues, client)).rejects.toThrow(NotFoundError);
  });
});

/** A site whose only search page holds the given issues. */
function scriptOf(found: readonly unknown[], comments: unknown = { comments: [], total: 0 }): Interposer {
  return ({ path }) => {
    if (path.endsWith('/search/jql')) return { status: 200, body: { issues: found, isLast: true } };
    if (path.endsWith('/comment')) return { status: 200, body: comments };
    if (path === '/rest/api/3/field') return { status: 200, body: [] };
    return { status: 200, body: { id: '10000', key: 'DEMO', name: 'Demo', projectTypeKey: 'software' } };
  };
}

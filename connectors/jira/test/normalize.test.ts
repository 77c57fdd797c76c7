import { adfToRichText, toUtcTimestamp } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { attachmentSchema } from '../src/api-types.js';
import { createMediaResolver } from '../src/media.js';
import { attachmentItem, commentItem, issueItem } from '../src/normalize.js';
import { comments, issues } from '../src/record-types.js';
import { problemsOf } from './item-check.js';
import { parseComment, parseIssue, pictureOf, project, rawAttachment } from './jira-records.js';

const noMedia = createMediaResolver([]);
const parent = { id: '20001', media: noMedia, isServiceDesk: false };
const issueType = issues.member('10001', 'Task', {});
const document = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hello' }] }],
};

describe('an issue', () => {
  it('without any optional field has null where nothing is and lists that are empty', () => {
    expect(issueItem(parseIssue(), noMedia, project)).toEqual({
      itemType: 'issue_10001',
      id: '20001',
      createdDate: '2024-07-04T05:41:00.089-0700',
      modifiedDate: '2024-07-05T05:41:00.089-0700',
      data: {
        key: 'DEMO-1',
        summary: 'Printer on fire',
        description: null,
        environment: null,
        status: '3',
        priority: null,
        resolution: null,
        resolved_at: null,
        assignee: null,
        reporter: null,
        creator: null,
        parent: null,
        labels: [],
        component: null,
        components: [],
        fix_versions: [],
        affected_versions: [],
        due_date: null,
        original_estimate: null,
        remaining_estimate: null,
        time_spent: null,
        security_level: null,
        other_values: [],
        item_url_field: 'https://acme.atlassian.net/browse/DEMO-1',
      },
      dynamicData: {},
    });
  });

  it('with nulls reads the same as without the fields', () => {
    const names = ['priority', 'resolution', 'assignee', 'reporter', 'creator', 'parent', 'labels'];
    const more = [
      'components',
      'fixVersions',
      'duedate',
      'description',
      'environment',
      'attachment',
      'comment',
    ];
    const nulls = Object.fromEntries([...names, ...more].map((name) => [name, null]));
    expect(issueItem(parseIssue(nulls), noMedia, project)).toEqual(issueItem(parseIssue(), noMedia, project));
  });

  it('with everything keeps ids, names, order and the parent', () => {
    const fields = {
      description: document,
      environment: 'Windows',
      priority: { id: '2', name: 'High' },
      resolution: { id: '1', name: 'Done' },
      assignee: { accountId: '712020:a', displayName: 'Ada', active: false },
      reporter: { accountId: 'qm:portal' },
      creator: { accountId: '557058:c' },
      parent: { id: '20000', key: 'DEMO-0', fields: { summary: 'Epic' } },
      labels: ['b', 'a'],
      components: [{ id: '1', name: 'Web' }],
      fixVersions: [
        { id: '2', name: '2.0, beta' },
        { id: '3', name: '1.0' },
      ],
      duedate: '2024-12-31',
    };
    const item = issueItem(parseIssue(fields), noMedia, project);
    expect(item.data).toMatchObject({
      description: ['Hello'],
      environment: ['Windows'],
      priority: '2',
      resolution: 'Done',
      assignee: '712020:a',
      reporter: 'qm:portal',
      creator: '557058:c',
      parent: '20000',
      labels: ['b', 'a'],
      component: '1',
      components: ['1'],
      fix_versions: ['2', '3'],
      due_date: '2024-12-31',
    });
  });

  it.each([
    ['a person without account', {}],
    ['an anonymous person', { accountId: null }],
  ])('takes %s as nobody', (_, person) => {
    const fields = { assignee: person, reporter: person, creator: person };
    const { data } = issueItem(parseIssue(fields), noMedia, project);
    expect([data.assignee, data.reporter, data.creator]).toEqual([null, null, null]);
  });

  it.each(['', null, undefined])('with the summary %j is named by its key', (summary) => {
    expect(issueItem(parseIssue({ summary }), noMedia, project).data.summary).toBe('DEMO-1');
  });

  it('follows the declaration of its record type', () => {
    const statuses = { values: [{ key: '3', name: 'Doing' }] };
    const type = { ...issueType, fields: { ...issueType.fields } };
    expect(problemsOf(issueItem(parseIssue(), noMedia, project), type)).toEqual([
      'issue_10001 20001: status is no enum: "3"',
    ]);
    type.fields.status = Object.assign({}, type.fields.status, {
      definition: { type: 'enum', enum: statuses },
    });
    expect(problemsOf(issueItem(parseIssue(), noMedia, project), type)).toEqual([]);
  });
});

describe('dates', () => {
  it.each([
    ['2024-07-04T05:41:00.089-0700', '2024-07-04T12:41:00.089Z'],
    ['2024-07-04T05:41:00.089+1400', '2024-07-03T15:41:00.089Z'],
    ['2024-07-04T05:41:00.089+0530', '2024-07-04T00:11:00.089Z'],
    ['2024-07-04T05:41:00.089-07:00', '2024-07-04T12:41:00.089Z'],
    ['2024-07-04T05:41:00.089Z', '2024-07-04T05:41:00.089Z'],
  ])('%s is the moment %s on issues, comments and files', (raw, utc) => {
    const issue = issueItem(parseIssue({ created: raw, updated: raw }), noMedia, project);
    const comment = commentItem(parseComment({ created: raw, updated: raw }), parent);
    const attachment = z.parse(attachmentSchema, rawAttachment('1', 'a.png', { created: raw }));
    const file = attachmentItem(attachment, parent, false, project);
    for (const { createdDate, modifiedDate } of [issue, comment, file]) {
      expect([createdDate, modifiedDate].map((date) => toUtcTimestamp(date ?? ''))).toEqual([utc, utc]);
    }
  });

  it('a comment that was never edited was modified when it was made', () => {
    expect(commentItem(parseComment({ updated: null }), parent).modifiedDate).toBe(
      '2024-07-04T05:41:00.089-0700',
    );
  });
});

describe('a comment', () => {
  it('of an unknown author without text follows its declaration', () => {
    const item = commentItem(parseComment(), parent);
    expect(item.data).toEqual({
      body: null,
      issue: '20001',
      author: null,
      updated_by: null,
      visibility: 'internal',
    });
    expect(problemsOf(item, comments)).toEqual([]);
  });

  it('keeps who wrote it apart from who edited it', () => {
    const people = { author: { accountId: 'a' }, updateAuthor: { accountId: 'b' } };
    expect(commentItem(parseComment(people), parent).data).toMatchObject({
      author: 'a',
      updated_by: 'b',
    });
  });

  const restricted = { type: 'role', value: 'Administrators' };
  it.each([
    // isServiceDesk, jsdPublic, visibility, becomes
    [true, true, undefined, 'public'],
    [true, true, null, 'public'],
    [true, true, restricted, 'restricted'],
    [true, true, { type: 'group', value: 'staff' }, 'restricted'],
    [true, true, {}, 'restricted'],
    [true, false, undefined, 'internal'],
    [true, null, undefined, 'internal'],
    [true, undefined, undefined, 'internal'],
    [true, false, restricted, 'restricted'],
    [false, true, undefined, 'internal'],
    [false, true, restricted, 'restricted'],
    [false, false, undefined, 'internal'],
    [false, undefined, undefined, 'internal'],
  ] as const)(
    'in a service desk: %s, public: %s, limited to: %o → %s',
    (isServiceDesk, jsdPublic, visibility, expected) => {
      const comment = parseComment({ jsdPublic, visibility });
      expect(commentItem(comment, { ...parent, isServiceDesk }).data.visibility).toBe(expected);
    },
  );
});

describe('a file', () => {
  it('without author and type leaves both out', () => {
    const attachment = z.parse(attachmentSchema, {
      ...rawAttachment('42', 'načrt.pdf'),
      author: null,
      mimeType: null,
    });
    expect(attachmentItem(attachment, parent, true, project)).toEqual({
      id: '42',
      url: 'https://acme.atlassian.net/rest/api/3/attachment/content/42',
      fileName: 'načrt.pdf',
      parentId: '20001',
      inline: true,
      createdDate: '2024-07-04T05:41:00.089-0700',
      modifiedDate: '2024-07-04T05:41:00.089-0700',
    });
  });

  it('names its author and type', () => {
    const attachment = z.parse(
      attachmentSchema,
      rawAttachment('42', 'a.png', { author: { accountId: 'a' } }),
    );
    expect(attachmentItem(attachment, parent, false, project)).toMatchObject({
      authorId: 'a',
      contentType: 'image/png',
      inline: false,
    });
  });
});

describe('a picture in a text', () => {
  const media = createMediaResolver([rawAttachment('1', 'a.png')]);

  it('refers to the file of that name, in issues and in comments', () => {
    const expected = adfToRichText(pictureOf('a.png'), {
      userRecordType: 'users',
      resolveMedia: () => ({ attachmentId: '1', fileName: 'a.png' }),
    }).richText;
    expect(
      issueItem(parseIssue({ description: pictureOf('a.png') }), media, project).data.description,
    ).toEqual(expected);
    const comment = commentItem(parseComment({ body: pictureOf('a.png') }), { ...parent, media });
    expect(comment.data.body).toEqual(expected);
    expect(JSON.stringify(expected)).toContain('"id":"1"');
  });
});

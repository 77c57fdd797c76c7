import { describe, expect, it } from 'vitest';
import { commentSchema } from '../src/api-types.js';
import {
  commentItem,
  fileItem,
  filesOf,
  isOnIssue,
  issueItem,
  milestoneItem,
  personItem,
} from '../src/normalize.js';

const issue = {
  number: 12,
  title: 'Water the plants',
  body: 'Twice a *week*',
  state: 'open',
  user: { id: 7 },
  assignees: null,
  labels: [{ name: 'garden' }, { name: 'water' }],
  milestone: null,
  due_date: '2025-04-01T23:59:59+02:00',
  created_at: '2025-03-01T08:00:00+01:00',
  updated_at: '2025-03-02T07:00:00Z',
};

describe('an issue', () => {
  it('has an id that is its own among all repositories, and its dates in UTC', () => {
    expect(issueItem(issue, 'example/home')).toEqual({
      id: 'example/home#12',
      createdDate: '2025-03-01T07:00:00.000Z',
      modifiedDate: '2025-03-02T07:00:00.000Z',
      data: {
        title: 'Water the plants',
        body: ['Twice a *week*'],
        state: 'open',
        author: '7',
        assignees: [],
        labels: 'garden, water',
        milestone: null,
        due: '2025-04-01T21:59:59.000Z',
        item_url_field: 'https://codeberg.org/example/home/issues/12',
      },
    });
  });

  it('of a deleted account has no author', () => {
    expect(issueItem({ ...issue, user: { id: -1 } }, 'example/home').data.author).toBeNull();
  });

  it('that cannot be read names the field', () => {
    expect(() => issueItem({ ...issue, state: 'lost' }, 'a/b')).toThrow(
      /an issue that cannot be read \(state: /,
    );
    expect(() => issueItem({ ...issue, updated_at: 'yesterday' }, 'a/b')).toThrow(
      /updated_at: not a point in time/,
    );
  });
});

const comment = {
  id: 5,
  issue_url: 'https://codeberg.org/example/home/issues/12',
  pull_request_url: '',
  body: 'Done',
  user: { id: 7 },
  assets: [{ uuid: 'f1', name: 'plants.jpg', size: 74, created_at: '2025-03-02T07:00:00Z' }],
  created_at: '2025-03-02T07:00:00Z',
  updated_at: '2025-03-02T07:00:00Z',
};

describe('a comment', () => {
  it('knows its issue by the address of its page', () => {
    expect(commentItem(comment, 'example/home').data).toEqual({
      body: ['Done'],
      issue: 'example/home#12',
      author: '7',
    });
  });

  it('is left out on a pull request, and kept when that cannot be told', () => {
    expect(isOnIssue(comment)).toBe(true);
    expect(isOnIssue({ ...comment, pull_request_url: 'https://codeberg.org/example/home/pulls/3' })).toBe(
      false,
    );
    expect(isOnIssue('odd')).toBe(true);
  });

  it('brings its files, unless it cannot be read itself', () => {
    const files = filesOf([comment, { ...comment, id: 'odd' }], commentSchema, ({ id }) => String(id));
    expect(files).toEqual([{ raw: comment.assets[0], parentId: '5' }]);
    expect(files.map(fileItem)).toMatchObject([
      { id: 'f1', bytes: 74, parentId: '5', url: 'https://codeberg.org/attachments/f1' },
    ]);
  });
});

describe('a milestone', () => {
  it('that was never changed has the date it was made', () => {
    const milestone = {
      id: 3,
      title: 'Spring',
      due_on: null,
      created_at: '2025-03-01T07:00:00Z',
      updated_at: null,
    };
    expect(milestoneItem(milestone)).toMatchObject({
      id: '3',
      modifiedDate: '2025-03-01T07:00:00.000Z',
      data: { title: 'Spring', due: null },
    });
  });
});

describe('a person', () => {
  it('without a full name is called by the name of the account', () => {
    expect(personItem({ id: 7, login: 'ann', full_name: '' })).toMatchObject({
      id: '7',
      data: { name: 'ann' },
    });
  });
});

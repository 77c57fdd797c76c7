import { describe, expect, it } from 'vitest';
import { commentItem, fileItem, taskItem } from '../src/normalize.js';

const task = {
  id: 't1',
  title: 'Water the plants',
  state: 'open',
  person: '',
  fields: { f1: 1.5, f3: 'r1' },
  created: '2025-03-01T08:00:00+01:00',
  changed: '2025-03-02T07:00:00Z',
  comment_count: 0,
  files: [],
};

describe('a task', () => {
  it('has its dates in UTC, and no person where there is none', () => {
    expect(taskItem(task)).toEqual({
      itemType: 'task_any',
      id: 't1',
      createdDate: '2025-03-01T07:00:00.000Z',
      modifiedDate: '2025-03-02T07:00:00.000Z',
      data: { title: 'Water the plants', state: 'open', person: null },
      dynamicData: { cf_f1: 1.5, cf_f3: 'r1' },
    });
  });

  it('with a value of an unknown kind can be read, and core judges the value', () => {
    const fields = { f9: { amount: 3 } };
    expect(taskItem({ ...task, fields }).dynamicData).toEqual({ cf_f9: { amount: 3 } });
  });

  it('that cannot be read names the field', () => {
    expect(() => taskItem({ ...task, state: 'lost' })).toThrow(/a task that cannot be read \(state: /);
    expect(() => taskItem({ ...task, title: undefined })).toThrow(/title: /);
    expect(() => taskItem({ ...task, changed: 'yesterday' })).toThrow(/changed: not a point in time/);
  });
});

describe('a comment', () => {
  it('knows its task', () => {
    const raw = { id: 'c1', text: 'Done', person: 'p1', changed: '2025-03-02T07:00:00Z' };
    expect(commentItem({ raw, taskId: 't1' }).data).toEqual({ text: ['Done'], task: 't1', person: 'p1' });
  });
});

describe('a file', () => {
  const raw = { id: 'f1', name: '../notes.txt', bytes: 74, added: '2025-03-02T07:00:00Z' };

  it('has its size, which what arrives is checked against, and an address at the API alone', () => {
    const file = fileItem({ raw: { ...raw, url: 'https://elsewhere.example' }, taskId: 't1' }, 'https://api');
    expect(file).toMatchObject({ bytes: 74, parentId: 't1', url: 'https://api/v1/files/f1' });
  });
});

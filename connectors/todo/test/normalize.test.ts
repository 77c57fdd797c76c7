import { describe, expect, it } from 'vitest';
import { commentItem, taskItem } from '../src/normalize.js';

const task = {
  id: 't1',
  title: 'Water the plants',
  state: 'open',
  person: '',
  created: '2025-03-01T08:00:00+01:00',
  changed: '2025-03-02T07:00:00Z',
  comment_count: 0,
  files: [],
};

describe('a task', () => {
  it('has its dates in UTC, and no person where there is none', () => {
    expect(taskItem(task)).toEqual({
      id: 't1',
      createdDate: '2025-03-01T07:00:00.000Z',
      modifiedDate: '2025-03-02T07:00:00.000Z',
      data: { title: 'Water the plants', state: 'open', person: null },
    });
  });

  it('that cannot be read names the field', () => {
    expect(() => taskItem({ ...task, state: 'lost' })).toThrow(/a task that cannot be read \(state: /);
    expect(() => taskItem({ ...task, changed: 'yesterday' })).toThrow(/changed: not a point in time/);
  });
});

describe('a comment', () => {
  it('knows its task', () => {
    const raw = { id: 'c1', text: 'Done', person: 'p1', changed: '2025-03-02T07:00:00Z' };
    expect(commentItem({ raw, taskId: 't1' }).data).toEqual({ text: ['Done'], task: 't1', person: 'p1' });
  });
});

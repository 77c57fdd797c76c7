import { describe, expect, it } from 'vitest';
import { comments } from '../src/record-types.js';
import { problemsOf } from './item-check.js';

const item = {
  id: '1',
  createdDate: '2024-07-04T05:41:00.089-0700',
  modifiedDate: '2024-07-04T05:41:00.089-0700',
  data: { body: ['Hello'], issue: '20001', author: null, updated_by: 'a', visibility: 'internal' },
};
const withData = (data: object) => ({ ...item, data: { ...item.data, ...data } });

/** The other tests trust this check, so it must find what it is there for. */
describe('the item check', () => {
  it('finds nothing wrong with a good item', () => {
    expect(problemsOf(item, comments)).toEqual([]);
  });

  it.each([
    ['empty id', { ...item, id: '' }],
    ['createdDate is "yesterday"', { ...item, createdDate: 'yesterday' }],
    ['colour is not declared', withData({ colour: 'red' })],
    ['colour is not declared', { ...item, dynamicData: { colour: null } }],
    ['visibility is no enum: "open"', withData({ visibility: 'open' })],
    ['body is no rich_text: []', withData({ body: [] })],
    ['body is no rich_text: ["",{}]', withData({ body: ['', {}] })],
    ['author is no reference: ""', withData({ author: '' })],
    ['issue is no reference: null', withData({ issue: null })],
    ['issue is required and missing', withData({ issue: undefined })],
  ])('finds "%s"', (problem, broken) => {
    expect(problemsOf(broken, comments).join()).toContain(problem);
  });
});

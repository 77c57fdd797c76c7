import { describe, expect, it } from 'vitest';
import { customField, describeFieldKinds, list, TYPES } from './custom-field-kinds.js';
import { definitionsOf, valuesOf } from './custom-field-values.js';

const people = { '#record:users': {}, '#record:customers': {}, '#record:apps': {} };
const toPeople = { reference: { refers_to: people } };
const to = (recordType: string) => ({ reference: { refers_to: { [`#record:${recordType}`]: {} } } });

describeFieldKinds([
  {
    is: 'a person',
    schema: { type: 'user', custom: `${TYPES}:userpicker` },
    declared: { type: 'reference', ...toPeople },
    values: [
      [{ accountId: '712020:a', displayName: 'Ada' }, '712020:a'],
      [{ displayName: 'Former user' }, undefined, ['Former user']],
      [{ accountId: null }, undefined, ['{"accountId":null}']],
    ],
  },
  {
    is: 'people',
    schema: { type: 'array', items: 'user', custom: `${TYPES}:multiuserpicker` },
    declared: { type: 'reference', ...toPeople, ...list },
    values: [
      [[{ accountId: 'a' }, { displayName: 'Former user' }, { accountId: 'b' }], ['a', 'b'], ['Former user']],
      [[], []],
    ],
  },
  {
    is: 'labels',
    schema: { type: 'array', items: 'string', custom: `${TYPES}:labels` },
    declared: { type: 'text', ...list },
    values: [
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
      [
        ['a', 1, null],
        ['a', '1'],
      ],
      ['a', undefined, ['a']],
    ],
  },
  {
    is: 'a version',
    schema: { type: 'version', custom: `${TYPES}:version` },
    declared: { type: 'reference', ...to('versions') },
    values: [
      [{ id: '10200', name: '2.0, beta' }, '10200'],
      [{ name: '2.0' }, undefined, ['2.0']],
    ],
  },
  {
    is: 'versions',
    schema: { type: 'array', items: 'version', custom: `${TYPES}:multiversion` },
    declared: { type: 'reference', ...to('versions'), ...list },
    values: [
      [
        [
          { id: '1', name: '1.0' },
          { id: '2', name: '1.1' },
        ],
        ['1', '2'],
      ],
    ],
  },
  {
    is: 'groups',
    schema: { type: 'array', items: 'group', custom: `${TYPES}:multigrouppicker` },
    declared: { type: 'text', ...list },
    values: [[[{ name: 'jira-users', groupId: 'x' }], ['jira-users']]],
  },
  {
    is: 'sprints',
    schema: { type: 'array', items: 'json', custom: 'com.pyxis.greenhopper.jira:gh-sprint' },
    declared: { type: 'reference', ...to('sprints'), ...list },
    values: [
      [
        [
          { id: 1, name: 'Sprint 1', state: 'closed' },
          { id: 2, name: 'Sprint 2' },
        ],
        ['1', '2'],
      ],
    ],
  },
  {
    is: 'organizations',
    schema: {
      type: 'array',
      items: 'sd-customerorganization',
      custom: 'com.atlassian.servicedesk:sd-customer-organizations',
    },
    declared: { type: 'reference', ...to('organizations'), ...list },
    values: [[[{ id: '3', name: 'Buyer' }], ['3']]],
  },
  {
    is: 'approvals',
    schema: { type: 'sd-approvals', custom: 'com.atlassian.servicedesk.approvals-plugin:sd-approvals' },
    declared: { type: 'text', ...list },
    values: [[[{ id: '1', name: 'Manager', finalDecision: 'declined' }], ['Manager: declined']]],
  },
  {
    is: 'a request type',
    schema: { type: 'sd-customerrequesttype', custom: 'com.atlassian.servicedesk:vp-origin' },
    declared: { type: 'text' },
    values: [
      [{ requestType: { id: '11', name: 'Get IT help' }, currentStatus: { status: 'Open' } }, 'Get IT help'],
    ],
  },
  {
    is: 'a team',
    schema: { type: 'team', custom: `${TYPES}:atlassian-team` },
    declared: { type: 'text' },
    values: [[{ id: '0a6e', name: 'Platform', isShared: true }, 'Platform']],
  },
]);

describe('a service level agreement', () => {
  const definitions = definitionsOf([customField({ type: 'sd-servicelevelagreement' })]);
  const due = { breachTime: { epochMillis: Date.UTC(2024, 6, 4, 12) } };

  it('is declared as when it is due and whether it was missed', () => {
    expect(definitions).toMatchObject({
      customfield_1_due: { type: 'timestamp', name: 'Mine: due' },
      customfield_1_breached: { type: 'bool', name: 'Mine: breached' },
    });
  });

  it.each([
    [
      'under way',
      { completedCycles: [], ongoingCycle: { breached: false, ...due } },
      '2024-07-04T12:00:00.000Z',
      false,
    ],
    ['kept', { completedCycles: [{ breached: true }, { breached: false }] }, null, false],
    ['missed', { completedCycles: [{ breached: true }] }, null, true],
    ['not begun', { completedCycles: [] }, null, null],
    ['empty', null, null, null],
  ])('that is %s', (_, raw, dueDate, breached) => {
    expect(valuesOf(definitions, { customfield_1: raw })).toEqual({
      values: { customfield_1_due: dueDate, customfield_1_breached: breached },
      others: [],
    });
  });
});

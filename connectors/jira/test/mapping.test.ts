import { dynamicEnum, recordType } from '@airdrop-connectors/core';
import { checkMapping } from '@airdrop-connectors/core/validation';
import { describe, expect, it } from 'vitest';
import { initialDomainMapping } from '../src/mapping.js';
import { fixedRecordTypes, issues, links, requests } from '../src/record-types.js';
import { recordTypesOnRequest } from '../src/record-types-on-request.js';
import { everythingOnRequest, nothingOnRequest } from './chosen-options.js';

const mappings = initialDomainMapping(nothingOnRequest).additional_mappings;

function fieldOf(recordType: 'comments' | 'issues', leaf: string, field: string) {
  const entry =
    mappings.record_type_mappings?.[recordType] ?? mappings.record_type_category_mappings?.[recordType];
  const option = entry?.possible_record_type_mappings?.find(({ devrev_leaf_type: name }) => name === leaf);
  const found = option?.shard.stock_field_mappings[field];
  const method = found?.transformation_method_for_set;
  if (method?.transformation_method !== 'map_enum') throw new Error(`${leaf}.${field} maps no enum.`);
  return { forward: method.forward, fallback: found?.fallback };
}

it.each([
  ['nothing', nothingOnRequest],
  ['everything', everythingOnRequest],
])('has no flaw against the fields that are known while writing, with %s on request', (_, options) => {
  const kinds = {
    linkTypeField: 'type',
    directionNames: { 10000: { forward: 'blocks', backward: 'is blocked by' } },
  } as const;
  const blocks = dynamicEnum('Kind of link', [{ key: '10000', name: 'Blocks' }]);
  const levels = ['Highest', 'High', 'Medium', 'Low', 'Lowest'];
  const priority = dynamicEnum(
    'Priority',
    levels.map((name, index) => ({ key: String(index + 1), name })),
  ).optional();
  const types = [
    ...fixedRecordTypes,
    recordType(
      links.key,
      links.name,
      { ...links.fields, type: blocks },
      { linkNaming: kinds, loadable: true },
    ),
    issues.member('1', 'Story', { priority }, { loadable: true }),
    requests.member('2', 'Request', { priority }, { loadable: true }),
    ...recordTypesOnRequest(options, ['issue_1', 'request_2']),
  ];
  const declared = Object.fromEntries(
    types.map(({ key, name, category, fields, options: { linkNaming, loadable } }) => [
      key,
      {
        name,
        ...(category && { category }),
        ...(loadable && { is_loadable: true }),
        ...(linkNaming && {
          link_naming_data: {
            link_type_field: linkNaming.linkTypeField,
            link_direction_names: Object.fromEntries(
              Object.entries(linkNaming.directionNames).map(([id, { forward, backward }]) => [
                id,
                { forward_name: forward, backward_name: backward },
              ]),
            ),
          },
        }),
        fields: Object.fromEntries(Object.entries(fields).map(([id, { definition }]) => [id, definition])),
      },
    ]),
  );
  const categories = Object.fromEntries(
    [issues, requests].map(({ key, name }) => [key, { name, are_record_type_conversions_possible: true }]),
  );
  expect(
    checkMapping(initialDomainMapping(options), {
      schema_version: 'v0.2.0',
      record_types: declared,
      record_type_categories: categories,
    }),
  ).toEqual([]);
});

describe('comments', () => {
  it('never become more visible than they were', () => {
    expect(fieldOf('comments', 'comment', 'visibility')).toEqual({
      forward: {
        public: { value: 'Visibility_EXTERNAL' },
        internal: { value: 'Visibility_INTERNAL' },
        restricted: { value: 'Visibility_PRIVATE' },
      },
      fallback: { type: 'enum', value: 'Visibility_PRIVATE' },
    });
  });
});

describe('priorities', () => {
  it.each([
    ['issue', 'priority', ['P0', 'P1', 'P2', 'P3']],
    ['ticket', 'severity', ['blocker', 'high', 'medium', 'low']],
  ])('of an %s get no less urgent as they rise', (leaf, field, order) => {
    const { forward } = fieldOf('issues', leaf, field);
    const ranks = ['1', '2', '3', '4', '5'].map((id) => order.indexOf(forward[id]?.value ?? ''));
    expect(ranks).toEqual([...ranks].sort());
    expect(ranks).not.toContain(-1);
  });
});

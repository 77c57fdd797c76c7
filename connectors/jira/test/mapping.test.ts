import { checkMapping } from '@airdrop-connectors/core/validation';
import { describe, expect, it } from 'vitest';
import { initialDomainMapping } from '../src/mapping.js';
import { comments, issues, users } from '../src/metadata.js';

const mappings = initialDomainMapping.additional_mappings;

function fieldOf(recordType: 'comments' | 'issues', leaf: string, field: string) {
  const entry =
    mappings.record_type_mappings?.[recordType] ?? mappings.record_type_category_mappings?.[recordType];
  const option = entry?.possible_record_type_mappings?.find(({ devrev_leaf_type: name }) => name === leaf);
  const found = option?.shard.stock_field_mappings[field];
  const method = found?.transformation_method_for_set;
  if (method?.transformation_method !== 'map_enum') throw new Error(`${leaf}.${field} maps no enum.`);
  return { forward: method.forward, fallback: found?.fallback };
}

it('has no flaw against the fields that are known while writing', () => {
  const story = issues.member('1', 'Story', {});
  const declared = Object.fromEntries(
    [users, comments, story].map(({ key, name, category, fields }) => [
      key,
      {
        name,
        ...(category && { category }),
        fields: Object.fromEntries(Object.entries(fields).map(([id, { definition }]) => [id, definition])),
      },
    ]),
  );
  const categories = { [issues.key]: { name: issues.name, are_record_type_conversions_possible: true } };
  expect(
    checkMapping(initialDomainMapping, {
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

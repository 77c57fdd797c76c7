import { describe, expect, it } from 'vitest';
import type { AllowedValue, JiraField } from '../src/api-types.js';
import { definitionsOf, valuesOf } from './custom-field-values.js';

export const TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';

export function customField(schema: JiraField['schema']): JiraField {
  return { id: 'customfield_1', name: 'Mine', custom: true, schema };
}

export const option = (value: string, rest: object = {}) => ({
  self: 'https://x.example/1',
  id: '1',
  value,
  ...rest,
});
export const list = { collection: {} };

/** One kind of custom field: how it is declared, and what becomes of its values. */
export interface FieldKindCase {
  is: string;
  schema: JiraField['schema'];
  /** What users can choose, where the account sees it. */
  options?: readonly AllowedValue[];
  declared: object;
  /** Value of Jira, what it becomes, and what of it is kept as text because the field has no place for it. */
  values: readonly (readonly [raw: unknown, converted: unknown, others?: readonly string[]])[];
}

export function describeFieldKinds(cases: readonly FieldKindCase[]): void {
  describe.each(cases)('a custom field that is $is', ({ schema, options, declared, values }) => {
    const field = customField(schema);
    const definitions = definitionsOf([field], options && { customfield_1: options });

    it('is declared as an optional field of its kind', () => {
      expect(definitions.customfield_1).toEqual({ name: 'Mine', ...declared });
    });

    it.each(values.map(([raw, converted, others = []]) => ({ raw, converted, others })))(
      'turns $raw into $converted',
      ({ raw, converted, others }) => {
        expect(valuesOf(definitions, { customfield_1: raw })).toEqual({
          values: converted === undefined ? {} : { customfield_1: converted },
          others: others.map((text) => `Mine: ${text}`),
        });
      },
    );

    it('keeps null null and absent absent', () => {
      expect(valuesOf(definitions, { customfield_1: null })).toEqual({
        values: { customfield_1: null },
        others: [],
      });
      expect(valuesOf(definitions, { customfield_1: undefined })).toEqual({ values: {}, others: [] });
      expect(valuesOf(definitions, {})).toEqual({ values: {}, others: [] });
    });
  });
}

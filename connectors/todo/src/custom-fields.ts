import {
  type DynamicValue,
  dynamicEnum,
  type Field,
  type Fields,
  float,
  text,
} from '@airdrop-connectors/core';
import type { CustomField, Task } from './api-types.js';

/** Never the key of a field that every task has. */
const keyOf = (id: string): string => `cf_${id}`;

/** Fields that the account has made up, in the form that metadata declares them in. */
export function declareCustomFields(fields: readonly CustomField[]): Fields {
  return Object.fromEntries(fields.map((field) => [keyOf(field.id), declare(field).optional().readOnly()]));
}

/** By the type of the field, never by its values. */
function declare({ type, name, choices }: CustomField): { optional(): Field } {
  switch (type) {
    case 'number':
      return float(name);
    case 'choice':
      return choices?.length
        ? dynamicEnum(
            name,
            choices.map(({ id, name: label }) => ({ key: id, name: label })),
          )
        : text(name);
    default:
      return text(name);
  }
}

/** All that a task holds: what this run has not declared is left out and named by core, and comes with the next run. */
export function customValues(values: Task['fields']): Record<string, DynamicValue> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([id, value]) => [keyOf(id), value]));
}

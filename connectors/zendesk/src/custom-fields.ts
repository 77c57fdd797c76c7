import {
  bool,
  date,
  dynamicEnum,
  type Field,
  type Fields,
  float,
  int,
  recordNamed,
  reference,
  text,
} from '@airdrop-connectors/core';
import type { ObjectField, TicketField } from './api-types.js';
import { organizationsTarget, peopleTargets, ticketsTarget } from './record-names.js';
import { customObjects } from './record-types-lists.js';

/** Fields of the ticket itself, which the export sends beside its custom fields. */
const systemTypes: ReadonlySet<string> = new Set([
  'subject',
  'description',
  'status',
  'custom_status',
  'tickettype',
  'basic_priority',
  'priority',
  'group',
  'assignee',
]);

/** By id for tickets: titles repeat, and most fields have no other key. By key for objects. */
export const customFieldKey = (id: string): string => `cf_${id}`;

/** What tickets and custom objects have in common. */
type DeclaredField = Pick<
  TicketField,
  'type' | 'title' | 'relationship_target_type' | 'custom_field_options'
>;

/**
 * Those that were switched off as well: old tickets have values in them.
 * @param objects keys of the custom objects that this run declares
 */
export function declareCustomFields(fields: readonly TicketField[], objects: ReadonlySet<string>): Fields {
  return Object.fromEntries(
    fields
      .filter(({ type }) => !systemTypes.has(type))
      .map((field) => [customFieldKey(field.id), declare(field, objects).optional()]),
  );
}

export function declareObjectFields(fields: readonly ObjectField[], objects: ReadonlySet<string>): Fields {
  return Object.fromEntries(
    fields
      .filter(({ key }) => !key.startsWith('standard::'))
      .map((field) => [customFieldKey(field.key), declare(field, objects).optional()]),
  );
}

/** By the type of the field, never by its values. */
function declare(field: DeclaredField, objects: ReadonlySet<string>): { optional(): Field } {
  const { type, title } = field;
  const values = (field.custom_field_options ?? []).map(({ name, value }) => ({ key: value, name }));
  switch (type) {
    case 'integer':
      return int(title);
    case 'decimal':
      return float(title);
    case 'date':
      return date(title);
    case 'checkbox':
      return bool(title);
    case 'tagger':
    case 'dropdown':
      return values.length > 0 ? dynamicEnum(title, values) : text(title);
    case 'multiselect':
      return values.length > 0 ? dynamicEnum(title, values).list() : text(title).list();
    case 'lookup':
      return lookup(field, objects);
    default:
      return text(title);
  }
}

const objectPrefix = 'zen:custom_object:';

function lookup(
  { title, relationship_target_type: target }: DeclaredField,
  objects: ReadonlySet<string>,
): { optional(): Field } {
  switch (target) {
    case 'zen:user':
      return reference(title, peopleTargets);
    case 'zen:organization':
      return reference(title, organizationsTarget);
    case 'zen:ticket':
      return reference(title, ticketsTarget);
    default: {
      const key = target?.startsWith(objectPrefix) ? target.slice(objectPrefix.length) : '';
      return objects.has(key) ? reference(title, recordNamed(customObjects.itemType(key))) : text(title);
    }
  }
}

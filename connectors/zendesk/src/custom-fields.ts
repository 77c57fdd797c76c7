import {
  bool,
  date,
  dynamicEnum,
  type Field,
  type Fields,
  float,
  int,
  reference,
  text,
} from '@airdrop-connectors/core';
import type { TicketField } from './api-types.js';
import { organizationsTarget, peopleTargets, ticketsTarget } from './record-names.js';

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

/** By id: titles repeat, and most fields have no other key. */
export const customFieldKey = (id: string): string => `cf_${id}`;

/** Those that were switched off as well: old tickets have values in them. */
export function declareCustomFields(fields: readonly TicketField[]): Fields {
  return Object.fromEntries(
    fields
      .filter(({ type }) => !systemTypes.has(type))
      .map((field) => [customFieldKey(field.id), declare(field).optional()]),
  );
}

/** By the type of the field, never by its values. */
function declare(field: TicketField): { optional(): Field } {
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
      return values.length > 0 ? dynamicEnum(title, values) : text(title);
    case 'multiselect':
      return values.length > 0 ? dynamicEnum(title, values).list() : text(title).list();
    case 'lookup':
      return lookup(field);
    default:
      return text(title);
  }
}

function lookup({ title, relationship_target_type: target }: TicketField): { optional(): Field } {
  switch (target) {
    case 'zen:user':
      return reference(title, peopleTargets);
    case 'zen:organization':
      return reference(title, organizationsTarget);
    case 'zen:ticket':
      return reference(title, ticketsTarget);
    default:
      return text(title);
  }
}

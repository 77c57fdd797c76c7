import { type Field, type RecordType, toUtcTimestamp } from '@airdrop-connectors/core';

type Definition = Field['definition'];

export interface CheckedItem {
  id: string;
  createdDate: string;
  modifiedDate: string;
  data?: object | undefined;
  dynamicData?: object | undefined;
}

/** What is wrong with an item according to the record type it is delivered as; empty when nothing is. */
export function problemsOf(item: CheckedItem, type: RecordType): string[] {
  const subject = `${type.key} ${item.id}`;
  const values: Record<string, unknown> = { ...item.data, ...item.dynamicData };
  const problems: string[] = [];
  if (item.id === '') problems.push(`${subject}: empty id`);
  for (const [name, date] of [
    ['createdDate', item.createdDate],
    ['modifiedDate', item.modifiedDate],
  ] as const) {
    if (toUtcTimestamp(date) === undefined) problems.push(`${subject}: ${name} is "${date}"`);
  }
  for (const [key, value] of Object.entries(values)) {
    const field = type.fields[key];
    if (field === undefined) problems.push(`${subject}: ${key} is not declared`);
    else if (!isValid(value, field))
      problems.push(`${subject}: ${key} is no ${field.definition.type}: ${JSON.stringify(value)}`);
  }
  for (const [key, { required }] of Object.entries(type.fields)) {
    if (required && (values[key] === undefined || values[key] === null))
      problems.push(`${subject}: ${key} is required and missing`);
  }
  return problems;
}

function isValid(value: unknown, { definition, required }: Field): boolean {
  if (value === null) return !required;
  if (definition.collection === undefined) return isOfType(value, definition);
  return Array.isArray(value) && value.every((entry) => isOfType(entry, definition));
}

function isOfType(value: unknown, { type, enum: options }: Definition): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'rich_text':
      return Array.isArray(value) && value.length > 0 && value.every(isSegment);
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return Number.isSafeInteger(value);
    case 'float':
      return Number.isFinite(value);
    case 'date':
      return (
        typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
      );
    case 'timestamp':
      return typeof value === 'string' && toUtcTimestamp(value) === value;
    case 'reference':
      return typeof value === 'string' && value !== '';
    case 'enum':
      return options?.values.some(({ key }) => key === value) === true;
    default:
      return false;
  }
}

function isSegment(segment: unknown): boolean {
  if (typeof segment === 'string') return segment !== '';
  return typeof segment === 'object' && segment !== null && 'id' in segment && 'ref_type' in segment;
}

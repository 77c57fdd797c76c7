import type { AdfOutputDocument, RichTextInput } from '@airdrop-connectors/core';
import type { CreateField } from '../api-types.js';
import type { SettableField } from '../api-types-writing.js';

type Form = Pick<CreateField | SettableField, 'schema' | 'allowedValues'>;

/** Fields of an item beside those of Jira; custom ones have the same name on both sides. */
const systemFields: Readonly<Record<string, string>> = {
  summary: 'summary',
  description: 'description',
  environment: 'environment',
  priority: 'priority',
  assignee: 'assignee',
  reporter: 'reporter',
  parent: 'parent',
  labels: 'labels',
  components: 'components',
  fix_versions: 'fixVersions',
  affected_versions: 'versions',
  due_date: 'duedate',
};

/** Id of the field of Jira that holds a field of an item; undefined for what is no field there, such as its status. */
export function jiraField(field: string): string | undefined {
  return systemFields[field] ?? (field.startsWith('customfield_') ? field : undefined);
}

/** The field of an item that a field of Jira is written from. */
export function itemField(jiraFieldId: string): string {
  return Object.entries(systemFields).find(([, id]) => id === jiraFieldId)?.[0] ?? jiraFieldId;
}

/**
 * A value in the form Jira takes it in; undefined where the API takes none for this kind of field.
 * https://developer.atlassian.com/server/jira/platform/jira-rest-api-examples/ and the schema of each field
 * @param documentOf makes a document of a rich text
 */
export function writeForm(
  fieldId: string,
  { schema, allowedValues }: Form,
  value: unknown,
  documentOf: (text: RichTextInput) => AdfOutputDocument,
): unknown {
  if (fieldId === 'parent') return typeof value === 'string' ? { id: value } : null;
  if (schema?.type === 'array') {
    const elements = Array.isArray(value) ? value : [];
    const written = elements.map((element) => oneForm(schema.items ?? 'any', element, allowedValues));
    return written.includes(undefined) ? undefined : written;
  }
  const isDocument =
    fieldId === 'description' || fieldId === 'environment' || schema?.custom?.endsWith(':textarea');
  if (isDocument) return isNothing(value) ? null : documentOf(value as RichTextInput);
  if (isNothing(value)) return null;
  return oneForm(schema?.type ?? 'any', value, allowedValues);
}

export function isNothing(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function oneForm(type: string, value: unknown, allowedValues: Form['allowedValues']): unknown {
  switch (type) {
    case 'string':
      return String(value);
    case 'number':
      return Number(value);
    case 'date':
      return String(value).slice(0, 10);
    case 'datetime':
      // Jira takes an offset without a colon and nothing else.
      return new Date(String(value)).toISOString().replace('Z', '+0000');
    case 'user':
      return { accountId: value };
    case 'group':
      return { name: value };
    case 'priority':
    case 'version':
    case 'component':
      return { id: value };
    case 'option':
    case 'option-with-child':
      return optionForm(String(value), allowedValues ?? []);
    case 'sd-customerorganization':
      return Number(value);
    default:
      return undefined;
  }
}

/** By its id, with that of its child where it has one; where nobody saw the options they are known by their text. */
function optionForm(value: string, allowedValues: NonNullable<Form['allowedValues']>): unknown {
  const [id, childId] = value.split('-');
  const option = allowedValues.find((candidate) => candidate.id === id);
  if (option === undefined) return { value };
  return childId === undefined ? { id } : { id, child: { id: childId } };
}

import {
  type DynamicValue,
  type FieldDefinition,
  type RichTextInput,
  sameElements,
} from '@airdrop-connectors/core';
import type { Issue } from '../api-types.js';
import { createMediaResolver } from '../media.js';
import { issueItem } from '../normalize.js';
import { issues } from '../record-types.js';
import { saysTheSame } from './documents.js';
import { isNothing, jiraField } from './write-forms.js';

export type Data = Readonly<Record<string, DynamicValue | undefined>>;
type Definitions = Readonly<Record<string, FieldDefinition>>;

/** All of an issue as an extraction would deliver it. */
export function extracted(issue: Issue, definitions: Definitions): Data {
  const itemType = issues.itemType(issue.fields.issuetype.id);
  const context = { site: '', recordTypes: { [itemType]: { name: '', fields: definitions } } };
  const media = createMediaResolver(issue.fields.attachment ?? []);
  const { data, dynamicData } = issueItem(issue, media, context);
  return { ...data, ...dynamicData };
}

/**
 * Values that Jira holds for the fields that an item has: ours where both say the same in another form. A value that is not
 * among those Jira offers any more is left out unless somebody has chosen another one: DevRev knows it as text only, and
 * would clear it.
 */
export function heldData(issue: Issue, definitions: Definitions, ours: Data): Data {
  const theirs = extracted(issue, definitions);
  const held: Record<string, DynamicValue> = {};
  for (const [field, value] of Object.entries(ours)) {
    if (value === undefined || (jiraField(field) === undefined && field !== 'status')) continue;
    const definition = definitions[field] ?? issues.fields[field as keyof typeof issues.fields]?.definition;
    const isUnknown = !Object.hasOwn(theirs, field) && !isNothing(issue.fields[field]);
    if (definition === undefined || (isUnknown && isNothing(value))) continue;
    const found = theirs[field] ?? null;
    held[field] = isSame(field, definition, value, found) ? value : found;
  }
  return held;
}

/** Whether an issue is as it was but for what was written: then nobody else has changed it, and Jira added nothing. */
export function isAsWritten(before: Data, changes: Data, after: Data): boolean {
  const expected: Data = { ...before, ...changes };
  return Object.keys({ ...expected, ...after }).every(
    (field) => JSON.stringify(expected[field] ?? null) === JSON.stringify(after[field] ?? null),
  );
}

function isSame(field: string, { type }: FieldDefinition, ours: DynamicValue, theirs: DynamicValue): boolean {
  if (field === 'priority') return levelOf(ours) === levelOf(theirs);
  if (Array.isArray(ours) && type !== 'rich_text')
    return sameElements(ours, Array.isArray(theirs) ? theirs : []) === ours;
  if (isNothing(ours) || isNothing(theirs)) return isNothing(ours) && isNothing(theirs);
  switch (type) {
    case 'rich_text':
      return saysTheSame(ours as RichTextInput, theirs as RichTextInput);
    case 'timestamp':
      return Date.parse(String(ours)) === Date.parse(String(theirs));
    default:
      return JSON.stringify(ours) === JSON.stringify(theirs);
  }
}

/** DevRev has four levels and no work without one: Low and Lowest are one of them, and what it does not know is Medium. */
function levelOf(priorityId: unknown): string {
  const id = String(priorityId);
  if (id === '5') return '4';
  return /^[1-4]$/.test(id) ? id : '3';
}

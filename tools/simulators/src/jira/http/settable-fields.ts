import type { IssueType } from '../world/catalogue.js';
import type { Field } from '../world/field-model.js';

const REQUIRED: ReadonlySet<string> = new Set(['summary', 'issuetype', 'project']);
const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  ...REQUIRED,
  'assignee',
  'attachment',
  'components',
  'description',
  'duedate',
  'environment',
  'fixVersions',
  'issuelinks',
  'labels',
  'parent',
  'priority',
  'reporter',
  'versions',
]);
/** Filled by the product or an app, never by a person creating an issue. */
const UNSETTABLE = /:(devsummarycf|gh-lexo-rank)$/;

/** Whether a field is on the screens of an issue type in a project. */
export function isSettable(field: Field, type: IssueType, projectId: string): boolean {
  if (field.id === 'parent') return type.hierarchyLevel !== 1;
  if (!field.custom) return SYSTEM_FIELDS.has(field.id);
  if (UNSETTABLE.test(field.schema?.custom ?? '') || field.schema === undefined) return false;
  if (field.projectId !== undefined && field.projectId !== projectId) return false;
  return field.onlyTypes === undefined || field.onlyTypes.includes(type.name);
}

export function isRequired(field: Field, type: IssueType): boolean {
  return REQUIRED.has(field.id) || (field.id === 'parent' && type.hierarchyLevel === -1);
}

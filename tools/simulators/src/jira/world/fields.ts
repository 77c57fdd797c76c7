import { customFields } from './custom-fields.js';
import type { Field } from './field-model.js';
import { moreFields, oddFields } from './odd-fields.js';

/** Every field of the site in the order of GET /rest/api/3/field. */
export function createFields(
  seed: number,
  { odd = false, more = 0 }: { odd?: boolean | undefined; more?: number | undefined } = {},
): readonly Field[] {
  return [...SYSTEM_FIELDS, ...customFields(seed), ...(odd ? oddFields() : []), ...moreFields(more)];
}

type SystemRow = readonly [id: string, name: string, type: string, traits: string, clauses: string];

/** Traits: `n` navigable, `o` orderable, `s` searchable. Types `array:x` are arrays of x; `-` has no schema. */
const SYSTEM_ROWS: readonly SystemRow[] = [
  ['statuscategorychangedate', 'Status Category Changed', 'datetime', 'ns', 'statusCategoryChangedDate'],
  ['issuetype', 'Issue Type', 'issuetype', 'nos', 'issuetype,type'],
  ['parent', 'Parent', '-', 'nos', 'parent'],
  ['timespent', 'Time Spent', 'number', 'n', 'timespent'],
  ['project', 'Project', 'project', 'nos', 'project'],
  ['fixVersions', 'Fix versions', 'array:version', 'nos', 'fixVersion'],
  ['aggregatetimespent', 'Σ Time Spent', 'number', 'n', ''],
  ['statusCategory', 'Status Category', 'statusCategory', 'ns', 'statusCategory'],
  ['resolution', 'Resolution', 'resolution', 'nos', 'resolution'],
  ['resolutiondate', 'Resolved', 'datetime', 'ns', 'resolutiondate,resolved'],
  ['workratio', 'Work Ratio', 'number', 'ns', 'workratio'],
  ['lastViewed', 'Last Viewed', 'datetime', 'n', 'lastViewed'],
  ['watches', 'Watchers', 'watches', 'n', 'watchers'],
  ['issuerestriction', 'Restrict to', 'issuerestriction', 'os', ''],
  ['thumbnail', 'Images', '-', 'n', ''],
  ['created', 'Created', 'datetime', 'ns', 'created,createdDate'],
  ['priority', 'Priority', 'priority', 'nos', 'priority'],
  ['labels', 'Labels', 'array:string', 'nos', 'labels'],
  ['timeestimate', 'Remaining Estimate', 'number', 'n', 'remainingEstimate,timeestimate'],
  ['aggregatetimeoriginalestimate', 'Σ Original Estimate', 'number', 'n', ''],
  ['versions', 'Affects versions', 'array:version', 'nos', 'affectedVersion'],
  ['issuelinks', 'Linked Issues', 'array:issuelinks', 'nos', 'issueLink'],
  ['assignee', 'Assignee', 'user', 'nos', 'assignee'],
  ['updated', 'Updated', 'datetime', 'ns', 'updated,updatedDate'],
  ['status', 'Status', 'status', 'ns', 'status'],
  ['components', 'Components', 'array:component', 'nos', 'component'],
  ['issuekey', 'Key', '-', 'n', 'id,issue,issuekey,key'],
  ['timeoriginalestimate', 'Original estimate', 'number', 'n', 'originalEstimate,timeoriginalestimate'],
  ['description', 'Description', 'string', 'nos', 'description'],
  ['timetracking', 'Time tracking', 'timetracking', 'os', ''],
  ['security', 'Security Level', 'securitylevel', 'nos', 'level'],
  ['attachment', 'Attachment', 'array:attachment', 'os', 'attachments'],
  ['aggregatetimeestimate', 'Σ Remaining Estimate', 'number', 'n', ''],
  ['summary', 'Summary', 'string', 'nos', 'summary'],
  ['creator', 'Creator', 'user', 'ns', 'creator'],
  ['subtasks', 'Sub-tasks', 'array:issuelinks', 'n', 'subtasks'],
  ['reporter', 'Reporter', 'user', 'nos', 'reporter'],
  ['aggregateprogress', 'Σ Progress', 'progress', 'n', ''],
  ['environment', 'Environment', 'string', 'nos', 'environment'],
  ['duedate', 'Due date', 'date', 'nos', 'due,duedate'],
  ['progress', 'Progress', 'progress', 'n', 'progress'],
  ['votes', 'Votes', 'votes', 'n', 'votes'],
  ['comment', 'Comment', 'comments-page', 'os', 'comment'],
  ['worklog', 'Log Work', 'array:worklog', 'os', ''],
];

const SYSTEM_FIELDS: readonly Field[] = SYSTEM_ROWS.map(([id, name, type, traits, clauses]) => {
  const field: Field = {
    id,
    name,
    custom: false,
    navigable: traits.includes('n'),
    orderable: traits.includes('o'),
    searchable: traits.includes('s'),
    clauseNames: clauses === '' ? [] : clauses.split(','),
  };
  if (type === '-') return field;
  const [outer = type, items] = type.split(':');
  return {
    ...field,
    schema: items === undefined ? { type: outer, system: id } : { type: outer, items, system: id },
  };
});

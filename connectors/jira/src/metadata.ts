import {
  bool,
  date,
  dynamicEnum,
  type EnumValue,
  enumOf,
  type MetadataSpecification,
  type RecordType,
  recordType,
  recordTypeFamily,
  reference,
  richText,
  type StageDiagram,
  text,
} from '@airdrop-connectors/core';
import type { IssueTypeStatuses } from './api-types.js';
import type { JiraClient } from './client.js';
import { customFieldsOf, declareCustomFields } from './custom-fields.js';
import { usersTarget } from './record-names.js';

export const users = recordType(usersTarget.key, 'User', {
  name: text('Name'),
  email: text('E-mail').optional().identifier(),
  active: bool('Active'),
  account_type: enumOf('Account type', { atlassian: 'Person', app: 'App', customer: 'Customer' }),
});

const issueCategory = { targetKind: 'category', key: 'issues' } as const;

/** One record type per issue type of the project; statuses, priorities and custom fields are found at run time. */
export const issues = recordTypeFamily('issues', 'Issue', 'issue_', {
  key: text('Key').readOnly(),
  summary: text('Summary'),
  description: richText('Description').optional(),
  environment: richText('Environment').optional(),
  status: dynamicEnum('Status', []),
  priority: dynamicEnum('Priority', []).optional(),
  resolution: text('Resolution').optional(),
  assignee: reference('Assignee', usersTarget).optional(),
  reporter: reference('Reporter', usersTarget).optional(),
  creator: reference('Creator', usersTarget).optional().readOnly(),
  parent: reference('Parent', issueCategory).optional(),
  labels: text('Labels').list(),
  components: text('Components').list(),
  fix_versions: text('Fix versions').list(),
  due_date: date('Due date').optional(),
  item_url_field: text('Link to Jira').readOnly(),
});

export const comments = recordType('comments', 'Comment', {
  body: richText('Body').optional(),
  issue: reference('Issue', issueCategory, { parent: true }),
  author: reference('Author', usersTarget).optional(),
  updated_by: reference('Updated by', usersTarget).optional(),
  visibility: enumOf('Visibility', {
    public: 'Public',
    internal: 'Internal',
    restricted: 'Restricted to a role or group',
  }),
});

export const metadata: MetadataSpecification<JiraClient> = {
  recordTypes: [users, comments],
  families: [issues],
  discover: async ({ client, externalSyncUnit }) => {
    const [types, fields, priorities] = await Promise.all([
      client.projectStatuses(externalSyncUnit.id),
      client.fields(),
      allPriorities(client),
    ]);
    const customFields = declareCustomFields(customFieldsOf(fields, externalSyncUnit.id));
    return types.map((type) => issueType(type, priorities, customFields));
  },
};

function issueType(
  type: IssueTypeStatuses,
  priorities: readonly EnumValue[],
  customFields: RecordType['fields'],
): RecordType {
  const statuses = type.statuses.map(({ id, name }) => ({ key: id, name }));
  const stageDiagram = stagesOf(type);
  return issues.member(
    type.id,
    type.name,
    {
      status: dynamicEnum('Status', statuses),
      ...(priorities.length > 0 && { priority: dynamicEnum('Priority', priorities).optional() }),
      ...customFields,
    },
    stageDiagram && { stageDiagram },
  );
}

/** Transitions need admin rights to read; without them every status is reachable from every other. */
function stagesOf({ statuses }: IssueTypeStatuses): StageDiagram<'status'> | undefined {
  const starting = statuses.find(({ statusCategory }) => statusCategory?.key === 'new') ?? statuses[0];
  if (!starting || statuses.length < 2) return undefined;
  return {
    controllingField: 'status',
    startingStage: starting.id,
    allTransitionsAllowed: true,
    stages: Object.fromEntries(
      statuses.map(({ id, statusCategory }) => [id, { state: stateOf(statusCategory?.key) }]),
    ),
    states: {
      new: { name: 'To Do', ordinal: 1 },
      indeterminate: { name: 'In Progress', ordinal: 2 },
      done: { name: 'Done', ordinal: 3, isEndState: true },
    },
  };
}

function stateOf(categoryKey: string | undefined): string {
  return categoryKey === 'new' || categoryKey === 'done' ? categoryKey : 'indeterminate';
}

async function allPriorities(client: JiraClient): Promise<EnumValue[]> {
  const found: EnumValue[] = [];
  for (;;) {
    const { values, isLast } = await client.priorityPage(found.length);
    found.push(...values.map(({ id, name }) => ({ key: id, name })));
    if (isLast === true || values.length === 0) return found;
  }
}

import {
  bool,
  date,
  dynamicEnum,
  enumOf,
  int,
  recordType,
  recordTypeFamily,
  reference,
  richText,
  text,
  timestamp,
} from '@airdrop-connectors/core';
import {
  appsTarget,
  boardsTarget,
  componentsTarget,
  customersTarget,
  issueCategory,
  organizationsTarget,
  peopleTargets,
  requestCategory,
  sprintsTarget,
  tagsTarget,
  usersTarget,
  versionsTarget,
  worklogsTarget,
  workTargets,
} from './record-names.js';

/** People with an account at Atlassian, former ones included. */
export const users = recordType(usersTarget.key, 'User', {
  name: text('Name'),
  email: text('E-mail').optional().identifier(),
  active: bool('Active'),
});

/** People who only know the portal of a service desk. */
export const customers = recordType(customersTarget.key, 'Customer', {
  name: text('Name'),
  email: text('E-mail').optional().identifier(),
  active: bool('Active'),
});

/** Accounts of apps and integrations, which write comments and report issues like people. */
export const apps = recordType(appsTarget.key, 'App', {
  name: text('Name'),
  active: bool('Active'),
});

export const organizations = recordType(organizationsTarget.key, 'Organization', { name: text('Name') });

/** Who belongs to an organization; of a snapshot the platform takes away who does not any more. */
export const organizationMembers = recordType(
  'organization_members',
  'Member of an organization',
  {
    organization: reference('Organization', organizationsTarget, { parent: true }),
    member: reference('Member', peopleTargets),
  },
  { snapshot: true },
);

export const tags = recordType(tagsTarget.key, 'Label', { name: text('Name') });

export const components = recordType(componentsTarget.key, 'Component', {
  name: text('Name'),
  description: richText('Description').optional(),
  lead: reference('Lead', usersTarget).optional(),
  item_url_field: text('Link to Jira').readOnly(),
});

export const versions = recordType(versionsTarget.key, 'Version', {
  name: text('Name'),
  description: text('Description').optional(),
  released: bool('Released'),
  archived: bool('Archived'),
  start_date: date('Start date').optional(),
  release_date: date('Release date').optional(),
  item_url_field: text('Link to Jira').readOnly(),
});

export const sprints = recordType(sprintsTarget.key, 'Sprint', {
  name: text('Name'),
  state: enumOf('State', { future: 'Future', active: 'Active', closed: 'Closed' }),
  goal: text('Goal').optional(),
  start_date: timestamp('Start').optional(),
  end_date: timestamp('Planned end').optional(),
  complete_date: timestamp('Closed at').optional(),
  board: text('Board id').optional(),
});

/** Views on issues that teams keep; sprints belong to one. */
export const boards = recordType(boardsTarget.key, 'Board', {
  name: text('Name'),
  kind: enumOf('Kind', { scrum: 'Scrum', kanban: 'Kanban', simple: 'Team-managed' }),
  item_url_field: text('Link to Jira').readOnly(),
});

/** What issues of every type have; the rest differs per type and is found at run time. */
const work = {
  key: text('Key').readOnly(),
  summary: text('Summary'),
  description: richText('Description').optional(),
  environment: richText('Environment').optional(),
  status: dynamicEnum('Status', []),
  priority: dynamicEnum('Priority', []).optional(),
  resolution: text('Resolution').optional().readOnly(),
  resolved_at: timestamp('Resolved').optional().readOnly(),
  assignee: reference('Assignee', usersTarget).optional(),
  reporter: reference('Reporter', peopleTargets).optional(),
  creator: reference('Creator', peopleTargets).optional().readOnly(),
  parent: reference('Parent', workTargets).optional(),
  labels: reference('Labels', tagsTarget).list(),
  component: reference('First component', componentsTarget).optional().readOnly(),
  components: reference('Components', componentsTarget).list(),
  fix_versions: reference('Fix versions', versionsTarget).list(),
  affected_versions: reference('Affects versions', versionsTarget).list(),
  due_date: date('Due date').optional(),
  original_estimate: int('Original estimate in seconds').optional().readOnly(),
  remaining_estimate: int('Remaining estimate in seconds').optional().readOnly(),
  time_spent: int('Time spent in seconds').optional().readOnly(),
  security_level: text('Security level').optional().readOnly(),
  other_values: text('Other values')
    .list()
    .described(
      'Values that are not among those Jira offers any more, or of an unexpected form: field and value.',
    )
    .readOnly(),
  item_url_field: text('Link to Jira').readOnly(),
} as const;

/** One record type per issue type of the project; statuses, priorities and custom fields are found at run time. */
export const issues = recordTypeFamily(issueCategory.key, 'Issue', 'issue_', work);

/** The same for a service desk, whose issues are what customers ask for. */
export const requests = recordTypeFamily(requestCategory.key, 'Request', 'request_', {
  ...work,
  organization: reference('First organization', organizationsTarget).optional().readOnly(),
});

export const comments = recordType(
  'comments',
  'Comment',
  {
    body: richText('Body').optional(),
    issue: reference('Issue', workTargets, { parent: true }),
    author: reference('Author', peopleTargets).optional(),
    updated_by: reference('Updated by', peopleTargets).optional(),
    visibility: enumOf('Visibility', {
      public: 'Public',
      internal: 'Internal',
      restricted: 'Restricted to a role or group',
    }),
  },
  { loadable: true },
);

export const worklogs = recordType(worklogsTarget.key, 'Worklog', {
  time_spent: text('Time spent'),
  seconds: int('Time spent in seconds'),
  started: timestamp('Started').optional(),
  issue: reference('Issue', workTargets, { parent: true }),
  author: reference('Author', peopleTargets).optional(),
  comment: richText('Comment').optional(),
});

/** Key of the kind of link that says whose part an issue is; Jira keeps it apart from its links. */
export const parentLinkType = 'parent';

/** Kinds of links are the site's own and found at run time. */
export const links = recordType('links', 'Issue link', {
  type: dynamicEnum('Kind of link', []),
  source: reference('From', workTargets, { parent: true }),
  target: reference('To', workTargets),
});

/** Record types that are the same on every site. */
export const fixedRecordTypes = [
  users,
  customers,
  apps,
  organizations,
  organizationMembers,
  tags,
  components,
  versions,
  sprints,
  boards,
  comments,
  worklogs,
];

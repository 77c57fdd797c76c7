import {
  bool,
  chosenRecord,
  chosenRecords,
  date,
  domainMapping,
  enumOf,
  firstOf,
  float,
  from,
  int,
  mapTo,
  permission,
  privilege,
  recordNamed,
  recordType,
  recordTypeFamily,
  reference,
  richText,
  struct,
  structType,
  text,
  timestamp,
  typedReference,
} from '../../src/index.js';
import { buildMetadata } from '../../src/metadata/metadata-document.js';

// Documents without a flaw that use every kind of field and every transformation method once.

const address = structType('address', 'Address', { city: text('City'), zip: text('Zip').optional() });
const users = recordType('users', 'User', {
  name: text('Name'),
  email: text('E-mail').optional().identifier(),
});
const taskFamily = recordTypeFamily('tasks', 'Task', 'task_', {
  title: text('Title'),
  notes: richText('Notes').optional(),
  status: enumOf('Status', { open: 'Open', done: 'Done' }),
  urgency: enumOf('Urgency', { high: 'High', low: 'Low' }).optional(),
  owner: reference('Owner', users).optional(),
  watchers: reference('Watchers', users).list({ maxLength: 100 }),
  asked_by: reference('Asked by', users, { byField: 'email' }).optional(),
  due: date('Due').optional(),
  started: timestamp('Started').optional(),
  effort: float('Effort', { min: 0 }).optional(),
  votes: int('Votes', { min: 0 }).optional(),
  is_public: bool('Public'),
  place: struct('Place', address).optional(),
  shared_with: permission('Shared', [users], { viewer: 'Viewer', editor: 'Editor' }).list(),
  item_url_field: text('Link', { maxLength: 2000 }).readOnly(),
});
const comments = recordType('comments', 'Comment', {
  body: richText('Body'),
  task: reference('Task', taskFamily, { parent: true }),
  author: typedReference('Author', users),
  visibility: enumOf('Visibility', { public: 'Public', internal: 'Internal' }),
});
const links = recordType(
  'links',
  'Link',
  {
    kind: enumOf('Kind', { blocks: 'Blocks', relates: 'Relates' }),
    source: typedReference('Source', taskFamily),
    target: typedReference('Target', taskFamily),
  },
  {
    linkNaming: {
      linkTypeField: 'kind',
      directionNames: {
        blocks: { forward: 'blocks', backward: 'is blocked by' },
        relates: { forward: 'relates to', backward: 'relates to' },
      },
    },
  },
);
const policies = recordType(
  'policies',
  'Policy',
  {
    object_level: privilege('record_type_privilege', 'Objects', [recordNamed('users')]).list(),
    users: reference('Users', users).list(),
  },
  { snapshot: true },
);

const stageDiagram = {
  controllingField: 'status',
  startingStage: 'open',
  allTransitionsAllowed: false,
  stages: {
    open: { state: 'todo', transitionsTo: ['done'] },
    done: { state: 'finished', transitionsTo: [] },
  },
  states: {
    todo: { name: 'To do', ordinal: 1 },
    finished: { name: 'Finished', ordinal: 2, isEndState: true },
  },
} as const;

export const soundMetadata = buildMetadata(
  [
    users,
    comments,
    links,
    policies,
    taskFamily.member(
      '1',
      'Chore',
      {},
      {
        loadable: true,
        stageDiagram,
        conditions: [
          {
            controllingField: 'urgency',
            value: 'high',
            comparator: 'eq',
            affectedFields: ['due'],
            effect: 'require',
          },
        ],
      },
    ),
  ],
  [taskFamily],
);

const user = from(users);
const task = from(taskFamily);
const comment = from(comments);
const link = from(links);
const policy = from(policies);

export const soundMapping = domainMapping([
  mapTo(user, 'devu', {
    display_name: user.directly('name', { fallback: 'Unknown' }),
    email: user.directly('email'),
  }),
  mapTo(task, 'issue', {
    title: task.directly('title', { reverse: true }),
    body: task.richText('notes'),
    applies_to_part_id: chosenRecord('product'),
    owned_by_ids: firstOf(task.asList('owner'), chosenRecords('devu')),
    priority: task.enumValue(
      'urgency',
      { high: 'P0', low: 'P3' },
      { fallback: 'P2', reverse: { P0: 'high', P1: 'high', P2: 'low', P3: 'low' } },
    ),
    stage: task.customStages('status'),
    target_close_date: task.directly('due'),
    estimated_effort: task.directly('effort'),
    item_url_field: task.directly('item_url_field'),
    airsync_shared_with: task.roles('shared_with', { viewer: 'viewer', editor: 'editor' }),
  }),
  mapTo(comment, 'comment', {
    body: comment.richText('body'),
    created_by_id: firstOf(comment.directly('author'), chosenRecord('devu')),
    modified_by_id: firstOf(comment.onlyTypes('author', ['devu']), chosenRecord('devu')),
    parent_object_id: comment.directly('task'),
    visibility: comment.enumValue('visibility', {
      public: 'Visibility_EXTERNAL',
      internal: 'Visibility_INTERNAL',
    }),
  }),
  mapTo(link, 'custom_link', {
    link_type_id: link.customLinks('kind', { is_dependent_on: 'blocks' }),
    source_id: link.directly('source'),
    target_id: link.directly('target'),
  }),
  mapTo(policy, 'unified_authorization_policy', { object_access: policy.access('object_level') }),
]);

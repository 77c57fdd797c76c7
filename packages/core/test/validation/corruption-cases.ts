/** Sound documents with one key changed, each with the code of the check that must notice. */

/** Replaces what stands at a path, or takes it away when the value is undefined. */
export function corrupted<Document>(document: Document, path: string, value: unknown): Document {
  const copy = structuredClone(document);
  const keys = path.split('/');
  const last = keys.pop() ?? '';
  let holder: object = copy as object;
  for (const key of keys) {
    const next: unknown = Reflect.get(holder, key);
    if (typeof next !== 'object' || next === null) throw new Error(`There is nothing at ${path}.`);
    holder = next;
  }
  if (value === undefined && !Reflect.has(holder, last)) throw new Error(`There is nothing at ${path}.`);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
  return copy;
}

const task = 'record_types/task_1';
const issue = 'additional_mappings/record_type_category_mappings/tasks/possible_record_type_mappings/0/shard';
export const issueFields = `${issue}/stock_field_mappings`;
const commentMapping =
  'additional_mappings/record_type_mappings/comments/possible_record_type_mappings/0/shard/stock_field_mappings';

export const metadataCorruptions: [string, string, unknown][] = [
  ['M1', 'extra', 1],
  ['M1', 'record_types/users/nmae', 'x'],
  ['M1', 'record_types/users/fields/name/is_filterable', true],
  ['M1', 'record_types/users/fields/name/type', 'string'],
  ['M1', 'record_types/users/fields/name/type', undefined],
  ['M1', 'record_types/users/fields', undefined],
  ['M1', 'record_types', []],
  ['M1', 'record_types/comments/fields/visibility/enum', undefined],
  ['M1', `${task}/fields/owner/reference`, undefined],
  ['M1', `${task}/fields/owner/reference/reference_type`, 'owner'],
  ['M1', `${task}/fields/votes/int/min`, 1.5],
  ['M1', `${task}/fields/title/enum`, { values: [] }],
  ['M1', `${task}/stage_diagram/stages/open/transition_to`, []],
  ['M1', 'record_types/links/link_naming_data/link_direction_names/blocks/backward_name', undefined],
  ['M1', `${task}/conditions/urgency/0/effect`, 'hide'],
  ['M1', `${task}/fields/votes/default_value`, 'many'],
  ['M2', 'schema_version', 'v0.1.0'],
  ['M2', 'schema_version', undefined],
  ['M3', 'record_types/users/fields/id', { type: 'text', name: 'Id' }],
  ['M3', 'record_types/users/fields/modified_date', { type: 'timestamp', name: 'Modified' }],
  ['M4', `${task}/fields/owner/reference/refers_to`, { users: {} }],
  ['M4', `${task}/fields/owner/reference/refers_to`, { '#record:people': {} }],
  ['M4', `${task}/fields/owner/reference/refers_to`, {}],
  ['M4', `${task}/fields/asked_by/reference/refers_to`, { '#record:users': { by_field: 'name' } }],
  ['M4', 'record_types/comments/fields/task/reference/refers_to', { '#category:chores': {} }],
  ['M4', 'record_types/policies/fields/object_level/record_type_privilege/type_keys', ['#record:nothing']],
  ['M5', `${task}/category`, 'chores'],
  ['M5', `${task}/category`, undefined],
  ['M6', `${task}/fields/place/struct/key`, 'place'],
  [
    'M6',
    'struct_types/address/fields/city',
    { type: 'reference', reference: { refers_to: { '#record:users': {} } } },
  ],
  ['M7', `${task}/fields/urgency/enum/values/1/key`, 'high'],
  ['M7', `${task}/fields/urgency/enum/values/1/name`, ''],
  ['M7', 'record_types/comments/fields/visibility/enum/values', []],
  ['M8', `${task}/stage_diagram/controlling_field`, 'title'],
  ['M8', `${task}/stage_diagram/starting_stage`, undefined],
  ['M8', `${task}/stage_diagram/starting_stage`, 'nowhere'],
  ['M8', `${task}/stage_diagram/stages/done`, undefined],
  ['M8', `${task}/stage_diagram/stages/extra`, { state: 'todo' }],
  ['M8', `${task}/stage_diagram/stages/open/transitions_to`, ['nowhere']],
  ['M8', `${task}/stage_diagram/stages/open/state`, 'unknown'],
  ['M8', `${task}/stage_diagram/all_transitions_allowed`, true],
  ['M8', `${task}/stage_diagram/states/finished/is_end_state`, false],
  ['M9', 'record_types/links/link_naming_data/link_type_field', 'source'],
  ['M9', 'record_types/links/link_naming_data/link_direction_names/blocks', undefined],
  ['M9', 'record_types/links/fields/target', undefined],
  ['M10', `${task}/conditions/urgency/0/affected_fields`, ['deadline']],
  ['M10', `${task}/conditions/urgency/0/comparator`, 'lt'],
  ['M10', `${task}/conditions/urgency/0/value`, 'medium'],
  [
    'M10',
    `${task}/conditions/importance`,
    [{ value: 1, comparator: 'eq', affected_fields: ['due'], effect: 'show' }],
  ],
  ['M11', 'record_types/attachments', { name: 'File', fields: {} }],
  ['M12', `${task}/fields/item_url_field`, undefined],
  ['M13', `${task}/fields/task_id`, { type: 'int', name: 'Task id' }],
  ['M13', `${task}/fields/labels`, { type: 'text', name: 'Labels', collection: {} }],
  ['M15', 'record_types/policies/is_snapshot', undefined],
  ['M15', 'record_types/policies/fields/users', undefined],
  ['M16', `${task}/is_loadable`, undefined],
  ['M16', 'record_types/users/is_loadable', true],
  ['M17', 'record_types/comments/fields/task/reference/reference_type', undefined],
  ['M18', 'record_types/users/scope', 'data_is_system_scoped'],
];

export const mappingCorruptions: [string, string, unknown][] = [
  ['I1', 'additional_mapping', {}],
  ['I1', `${issueFields}/title/transformation_method`, { transformation_method: 'use_directly' }],
  ['I1', `${issueFields}/title/transformation_method_for_set/transformation_method`, 'use_direct'],
  ['I1', `${issueFields}/title/reverse`, undefined],
  ['I1', `${issue}/mode`, 'shard'],
  ['I1', `${issue}/devrev_leaf_type/object_category`, 'standard'],
  ['I1', `${issueFields}/title/fallback`, { type: 'string', value: '' }],
  ['I2', 'additional_mappings/format_version', undefined],
  ['I2', 'additional_mappings/devrev_metadata_version', undefined],
  ['I3', 'additional_mappings/record_type_mappings/users', undefined],
  ['I4', 'additional_mappings/record_type_mappings/users/default_mapping/object_type', 'revu'],
  ['I4', `${issue}/devrev_leaf_type/object_type`, 'ticket'],
  ['I4', `${issue}/devrev_leaf_type/object_type`, 'bug'],
  ['I6', `${issueFields}/title`, undefined],
  ['I6', `${issueFields}/priority/fallback`, undefined],
  ['I6', `${issueFields}/priority/fallback/value`, 'P9'],
  ['I6', `${issueFields}/priority/fallback/type`, 'text'],
  ['I7', `${issueFields}/title/primary_external_field`, 'notes'],
  ['I7', `${issueFields}/body/primary_external_field`, 'title'],
  [
    'I7',
    `${issueFields}/owned_by_ids/transformation_method_for_set/alternatives/0/field_mapping/primary_external_field`,
    'watchers',
  ],
  [
    'I6',
    `${issueFields}/owned_by_ids`,
    {
      forward: true,
      reverse: false,
      primary_external_field: 'owner',
      transformation_method_for_set: { transformation_method: 'use_as_array_value' },
    },
  ],
  ['I7', `${issueFields}/priority/primary_external_field`, 'title'],
  ['I7', `${issueFields}/stage/primary_external_field`, 'title'],
  ['I8', `${issueFields}/title/primary_external_field`, 'summary'],
  ['I9', `${issueFields}/priority/transformation_method_for_set/forward/high/value`, 'P7'],
  ['I9', `${issueFields}/priority/transformation_method_for_set/forward/low`, undefined],
  ['I9', `${issueFields}/priority/transformation_method_for_set/reverse/P3`, undefined],
  ['I9', `${issueFields}/priority/transformation_method_for_set/forward_default`, 'medium'],
  ['I10', `${commentMapping}/parent_object_id/primary_external_field`, 'author'],
  ['I11', `${issueFields}/body/forward`, false],
  ['I11', `${issueFields}/item_url_field/reverse`, true],
  ['I11', 'additional_mappings/record_type_mappings/users/possible_record_type_mappings/0/reverse', true],
  ['I12', `${issueFields}/applies_to_part_id/transformation_method_for_set/leaf_type`, undefined],
  ['I12', `${issueFields}/applies_to_part_id/transformation_method_for_set/id`, 'don:core:x'],
  [
    'I13',
    `${issueFields}/priority/transformation_method_for_set`,
    { transformation_method: 'use_fixed_value', value: 'enum_value', enum: 'P8' },
  ],
  [
    'I13',
    `${issueFields}/title/transformation_method_for_set`,
    { transformation_method: 'use_fixed_value', value: 'bool', bool: true },
  ],
  [
    'I14',
    `${issueFields}/title/transformation_method_for_set`,
    { transformation_method: 'use_raw_jq', forward_jq: '.title' },
  ],
];

export const soundTask = {
  id: '7',
  created_date: '2026-01-01T00:00:00.000Z',
  modified_date: '2026-01-02T00:00:00.000Z',
  data: {
    title: 'Sweep',
    notes: ['By ', { ref_type: 'users', id: 'u1', fallback_record_name: 'Ann' }],
    status: 'open',
    urgency: 'high',
    owner: 'u1',
    watchers: ['u1'],
    asked_by: 'ann@example.com',
    due: '2026-02-01',
    started: '2026-01-02T00:00:00Z',
    effort: 1.5,
    votes: 3,
    is_public: true,
    place: { city: 'Berlin' },
    shared_with: [{ member_id: 'u1', role: 'viewer' }],
    item_url_field: 'https://example.com/7',
  },
};
export const soundUser = { ...soundTask, id: 'u1', data: { name: 'Ann', email: 'ann@example.com' } };
export const soundFile = {
  id: 'f1',
  url: 'https://example.com/f1',
  file_name: 'a.txt',
  parent_id: '7',
  inline: false,
};

export const dataCorruptions: [string, string, unknown][] = [
  ['D2', 'id', ''],
  ['D2', 'id', 7],
  ['D2', 'created_date', '2026-01-01'],
  ['D2', 'modified_date', undefined],
  ['D2', 'data', undefined],
  ['D3', 'data/titel', 'x'],
  ['D4', 'data/title', 7],
  ['D4', 'data/votes', '3'],
  ['D4', 'data/votes', 2.5],
  ['D4', 'data/votes', -1],
  ['D4', 'data/is_public', 'yes'],
  ['D4', 'data/due', '2026-02-30'],
  ['D4', 'data/started', '2026-02-01'],
  ['D4', 'data/place', 'Berlin'],
  ['D5', 'data/urgency', 'medium'],
  ['D5', 'data/shared_with/0/role', 'owner'],
  ['D6', 'data/title', undefined],
  ['D6', 'data/title', null],
  ['D7', 'data/title', 'undefined'],
  ['D7', 'data/title', ''],
  ['D8', 'data/watchers', 'u1,u2'],
  ['D8', 'data/watchers', [null]],
  ['D8', 'data/watchers', new Array(101).fill('u1')],
  ['D9', 'data/owner', 'u2'],
  ['D9', 'data/owner', 17],
  ['D9', 'data/watchers', ['']],
  ['D11', 'data/notes', 'By Ann'],
  ['D11', 'data/notes', [{ id: 'u1' }]],
  ['D12', 'modified_date', '2025-01-01T00:00:00.000Z'],
  ['D14', 'data/place/street', 'Main'],
  ['D15', 'data/title', 'half \ud83d'],
];

import {
  enumOf,
  privilege,
  type RecordType,
  recordNamed,
  recordType,
  reference,
  richText,
  text,
} from '@airdrop-connectors/core';
import type { JiraOptions } from './options.js';
import { groupsTarget, peopleTargets, usersTarget, worklogsTarget, workTargets } from './record-names.js';

/** One entry of an issue's history: everything that somebody changed at once. */
export const changes = recordType('changes', 'Change of an issue', {
  title: text('What changed'),
  issue: reference('Issue', workTargets, { parent: true }),
  author: reference('Changed by', peopleTargets).optional(),
  fields: text('Fields').list(),
  details: text('From and to').list().described('Field: value before → value after.'),
});

/** A link of an issue to a page outside of Jira, or to another product of Atlassian. */
export const remoteLinks = recordType('remote_links', 'Web link', {
  title: text('Title'),
  issue: reference('Issue', workTargets, { parent: true }),
  relationship: text('Relationship').optional(),
  application: text('Application').optional(),
  item_url_field: text('Address').readOnly(),
});

/** What was deleted in Jira while DevRev still has it; DevRev deletes nothing because the source did. */
export const deletions = recordType('deletions', 'Deleted in Jira', {
  title: text('What was deleted'),
  kind: enumOf('Kind', { issue: 'Issue', worklog: 'Worklog', attachment: 'File' }),
  key: text('Key or id'),
  issue: reference('Issue', workTargets).optional(),
  worklog: reference('Worklog', worklogsTarget).optional(),
});

/** Groups of the site that have a part in the project, and the project's roles, which are groups in all but name. */
export const groups = recordType(groupsTarget.key, 'Group', {
  name: text('Name'),
  description: richText('Description').optional(),
  kind: enumOf('Kind', { group: 'Group', role: 'Project role' }),
});

const membership = {
  group: reference('Group', groupsTarget, { parent: true }),
  member: reference('Member', [usersTarget, groupsTarget]),
};

/** Jira shows them to everybody who may browse the project. */
export const roleMembers = recordType('role_members', 'Member of a role', membership, { snapshot: true });

/** Jira shows them to administrators only; a type of its own, so that one that is refused does not empty the other. */
export const groupMembers = recordType('group_members', 'Member of a group', membership, { snapshot: true });

/**
 * Who may do what with the project's issues.
 * @param workTypes record types of the project's issues
 */
export function accessRules(workTypes: readonly string[]) {
  const targets = workTypes.map(recordNamed);
  return recordType(
    'access_rules',
    'Rule of access',
    {
      object_access: privilege('record_type_privilege', 'May do', targets).list(),
      conditional_access: privilege('conditional_privilege', 'May do on condition', targets).list(),
      users: reference('Users', usersTarget).list(),
      groups: reference('Groups', groupsTarget).list(),
    },
    { snapshot: true },
  );
}

/** Record types that exist only where somebody has asked for them. */
export function recordTypesOnRequest(options: JiraOptions, workTypes: readonly string[]): RecordType[] {
  return [
    ...(options.change_history ? [changes] : []),
    ...(options.remote_links ? [remoteLinks] : []),
    ...(options.deletions ? [deletions] : []),
    ...(options.access === 'nothing' ? [] : [groups, roleMembers, groupMembers]),
    ...(options.access === 'rules' ? [accessRules(workTypes)] : []),
  ];
}

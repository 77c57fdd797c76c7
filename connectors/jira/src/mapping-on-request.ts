import { fixedEnum, from, type LeafMapping, mapTo, mapToCustomObject } from '@airdrop-connectors/core';
import type { JiraOptions } from './options.js';
import * as onRequest from './record-types-on-request.js';

const change = from(onRequest.changes);
const remoteLink = from(onRequest.remoteLinks);
const deletion = from(onRequest.deletions);
const group = from(onRequest.groups);
const roleMember = from(onRequest.roleMembers);
const groupMember = from(onRequest.groupMembers);
const accessRule = from(onRequest.accessRules([]));

const toChange = mapToCustomObject(change, {
  title: change.directly('title', { fallback: 'Changed' }),
  created_by_id: change.directly('author'),
});

const toRemoteLink = mapToCustomObject(remoteLink, {
  title: remoteLink.directly('title', { fallback: 'Web link' }),
  item_url_field: remoteLink.directly('item_url_field'),
});

const toDeletion = mapToCustomObject(deletion, {
  title: deletion.directly('title', { fallback: 'Deleted' }),
});

const toGroup = mapTo(group, 'group', {
  name: group.directly('name', { fallback: 'Unnamed group' }),
  description: group.richText('description', { fallback: 'From Jira' }),
});

const toRoleMember = mapTo(roleMember, 'object_member', {
  object_id: roleMember.directly('group'),
  member_id: roleMember.directly('member'),
  target_object_type: fixedEnum('group'),
});

const toGroupMember = mapTo(groupMember, 'object_member', {
  object_id: groupMember.directly('group'),
  member_id: groupMember.directly('member'),
  target_object_type: fixedEnum('group'),
});

const toPolicy = mapTo(accessRule, 'unified_authorization_policy', {
  object_access: accessRule.access('object_access'),
  conditional_access: accessRule.access('conditional_access'),
  users: accessRule.directly('users'),
  groups: accessRule.directly('groups'),
});

/** Mappings of the record types that exist only where somebody has asked for them. */
export function mappingsOnRequest(options: JiraOptions): LeafMapping[] {
  return [
    ...(options.change_history ? [toChange] : []),
    ...(options.remote_links ? [toRemoteLink] : []),
    ...(options.deletions ? [toDeletion] : []),
    ...(options.access === 'nothing' ? [] : [toGroup, toRoleMember, toGroupMember]),
    ...(options.access === 'rules' ? [toPolicy] : []),
  ];
}

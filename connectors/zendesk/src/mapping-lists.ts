import { chosenRecord, firstOf, fixedEnum, from, mapTo, mapToCustomObject } from '@airdrop-connectors/core';
import * as types from './record-types-lists.js';

const brand = from(types.brands);
const groupMember = from(types.groupMembers);
const organizationMember = from(types.organizationMembers);
const identity = from(types.userIdentities);
const form = from(types.ticketForms);
const macro = from(types.macros);
const policy = from(types.slaPolicies);
const ticketLink = from(types.ticketLinks);
const externalLink = from(types.externalLinks);
const sideConversation = from(types.sideConversations);
const sideMessage = from(types.sideMessages);
const customObject = from(types.customObjects);

const toGroupMember = mapTo(groupMember, 'object_member', {
  object_id: groupMember.directly('group'),
  member_id: groupMember.directly('member'),
  target_object_type: fixedEnum('group'),
});

const toOrganizationMember = mapTo(organizationMember, 'object_member', {
  object_id: organizationMember.directly('organization'),
  member_id: organizationMember.directly('member'),
  target_object_type: fixedEnum('account'),
});

const toLink = mapTo(ticketLink, 'link', {
  link_type: ticketLink.enumValue('kind', {
    problem: 'is_dependent_on',
    follow_up: 'is_related_to',
    merge: 'is_duplicate_of',
    side_conversation: 'is_related_to',
  }),
  source_id: ticketLink.directly('source'),
  target_id: ticketLink.directly('target'),
});

/** Customers never see what is said to outside parties. */
const toSideComment = mapTo(sideMessage, 'comment', {
  body: sideMessage.richText('body', { fallback: '(empty message)' }),
  created_by_id: firstOf(sideMessage.directly('author'), chosenRecord('devu')),
  modified_by_id: firstOf(sideMessage.directly('author'), chosenRecord('devu')),
  creator_display_name: sideMessage.directly('sender'),
  parent_object_id: sideMessage.directly('conversation'),
  visibility: fixedEnum('Visibility_INTERNAL'),
});

export const listMappings = [
  toGroupMember,
  toOrganizationMember,
  toLink,
  toSideComment,
  mapToCustomObject(brand, { title: brand.directly('name', { fallback: 'Unnamed brand' }) }),
  mapToCustomObject(identity, { title: identity.directly('value', { fallback: 'Unknown identity' }) }),
  mapToCustomObject(form, { title: form.directly('name', { fallback: 'Unnamed form' }) }),
  mapToCustomObject(macro, { title: macro.directly('title', { fallback: 'Unnamed macro' }) }),
  mapToCustomObject(policy, { title: policy.directly('title', { fallback: 'Unnamed SLA policy' }) }),
  mapToCustomObject(externalLink, {
    title: externalLink.directly('issue_key', { fallback: 'Unknown issue' }),
  }),
  mapToCustomObject(sideConversation, {
    title: sideConversation.directly('subject', { fallback: 'Untitled side conversation' }),
  }),
  mapToCustomObject(customObject, {
    title: customObject.directly('name', { fallback: 'Unnamed record', reverse: true }),
    created_by_id: customObject.directly('created_by'),
  }),
];

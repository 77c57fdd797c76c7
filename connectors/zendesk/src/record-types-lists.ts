import {
  bool,
  enumOf,
  recordType,
  recordTypeFamily,
  reference,
  richText,
  text,
} from '@airdrop-connectors/core';
import {
  brandsTarget,
  formsTarget,
  groupsTarget,
  organizationsTarget,
  peopleTargets,
  sideConversationsTarget,
  ticketsTarget,
} from './record-names.js';

/** A customer-facing name of the account, with addresses and a Help Center of its own. */
export const brands = recordType(brandsTarget.key, 'Brand', {
  name: text('Name'),
  subdomain: text('Subdomain').optional(),
  active: bool('Active'),
  deleted: bool('Deleted'),
});

export const groupMembers = recordType('group_members', 'Group member', {
  group: reference('Group', groupsTarget, { parent: true }),
  member: reference('Member', peopleTargets),
});

/** Also of the organization that a user names as the first. */
export const organizationMembers = recordType('organization_members', 'Organization member', {
  organization: reference('Organization', organizationsTarget, { parent: true }),
  member: reference('Member', peopleTargets),
  is_default: bool('Default'),
});

/** An address, a number or an account of other services that a user is known by. */
export const userIdentities = recordType('user_identities', 'User identity', {
  user: reference('User', peopleTargets),
  type: text('Type'),
  value: text('Value').optional(),
  primary: bool('Primary'),
  verified: bool('Verified'),
});

export const ticketForms = recordType(formsTarget.key, 'Ticket form', {
  name: text('Name'),
  active: bool('Active'),
  end_user_visible: bool('Shown to customers'),
});

export const macros = recordType('macros', 'Macro', {
  title: text('Title'),
  description: text('Description').optional(),
  active: bool('Active'),
  actions: text('Actions').list(),
});

export const slaPolicies = recordType('sla_policies', 'SLA policy', {
  title: text('Title'),
  description: text('Description').optional(),
  targets: text('Targets').list(),
});

const linkKinds = enumOf('Kind', {
  problem: 'Incident of a problem',
  follow_up: 'Follow-up',
  merge: 'Merged into',
  side_conversation: 'Handed on as',
});

/** Kept by the ticket that names the other one. */
export const ticketLinks = recordType(
  'links',
  'Ticket link',
  {
    kind: linkKinds,
    source: reference('Source', ticketsTarget),
    target: reference('Target', ticketsTarget),
  },
  {
    linkNaming: {
      linkTypeField: 'kind',
      directionNames: {
        problem: { forward: 'is an incident of', backward: 'has the incident' },
        follow_up: { forward: 'follows up', backward: 'is followed up by' },
        merge: { forward: 'was merged into', backward: 'took in' },
        side_conversation: { forward: 'was handed on as', backward: 'came from' },
      },
    },
  },
);

/** An issue of Jira that agents have tied to a ticket. */
export const externalLinks = recordType('external_links', 'Jira issue of a ticket', {
  ticket: reference('Ticket', ticketsTarget, { parent: true }),
  issue_key: text('Issue key'),
  issue_id: text('Issue id'),
});

/** What agents say to people outside about a ticket; customers never see it. */
export const sideConversations = recordType(sideConversationsTarget.key, 'Side conversation', {
  subject: text('Subject'),
  ticket: reference('Ticket', ticketsTarget),
  state: text('State').optional(),
  participants: text('Participants').list(),
});

export const sideMessages = recordType('side_messages', 'Message of a side conversation', {
  body: richText('Body').optional(),
  conversation: reference('Side conversation', sideConversationsTarget, { parent: true }),
  author: reference('Author', peopleTargets).optional(),
  sender: text('From').optional(),
  recipients: text('To').list(),
});

/** Objects the account has made up; their fields are found at run time. */
export const customObjects = recordTypeFamily('custom_objects', 'Custom object', 'custom_object_', {
  name: text('Name'),
  external_id: text('External id').optional(),
  created_by: reference('Created by', peopleTargets).optional().readOnly(),
  other_values: text('Other values').list().readOnly(),
});

export const listRecordTypes = [
  brands,
  groupMembers,
  organizationMembers,
  userIdentities,
  ticketForms,
  macros,
  slaPolicies,
  ticketLinks,
  externalLinks,
  sideConversations,
  sideMessages,
];

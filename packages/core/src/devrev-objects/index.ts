// The objects of DevRev that records can be mapped to, with their fields, as DevRev documents them.

// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.

import { account } from './objects/account.js';
import { airdropPlatformGroup } from './objects/airdrop-platform-group.js';
import { article } from './objects/article.js';
import { capability } from './objects/capability.js';
import { channel } from './objects/channel.js';
import { comment } from './objects/comment.js';
import { component } from './objects/component.js';
import { conversation } from './objects/conversation.js';
import { customLink } from './objects/custom-link.js';
import { customPart } from './objects/custom-part.js';
import { devu } from './objects/devu.js';
import { directory } from './objects/directory.js';
import { dm } from './objects/dm.js';
import { enhancement } from './objects/enhancement.js';
import { feature } from './objects/feature.js';
import { group } from './objects/group.js';
import { incident } from './objects/incident.js';
import { issue } from './objects/issue.js';
import { link } from './objects/link.js';
import { linkable } from './objects/linkable.js';
import { meeting } from './objects/meeting.js';
import { microservice } from './objects/microservice.js';
import { newCustomObject } from './objects/new-custom-object.js';
import { objectMember } from './objects/object-member.js';
import { opportunity } from './objects/opportunity.js';
import { product } from './objects/product.js';
import { revu } from './objects/revu.js';
import { runnable } from './objects/runnable.js';
import { sysu } from './objects/sysu.js';
import { tag } from './objects/tag.js';
import { task } from './objects/task.js';
import { ticket } from './objects/ticket.js';
import { unifiedAuthorizationPolicy } from './objects/unified-authorization-policy.js';

export type { DevrevField, DevrevFieldType, DevrevObject } from './devrev-object.js';

/** Every object type records can be mapped to, by leaf type. */
export const devrevObjects = {
  account,
  airdrop_platform_group: airdropPlatformGroup,
  article,
  capability,
  channel,
  comment,
  component,
  conversation,
  custom_link: customLink,
  custom_part: customPart,
  devu,
  directory,
  dm,
  enhancement,
  feature,
  group,
  incident,
  issue,
  link,
  linkable,
  meeting,
  microservice,
  new_custom_object: newCustomObject,
  object_member: objectMember,
  opportunity,
  product,
  revu,
  runnable,
  sysu,
  tag,
  task,
  ticket,
  unified_authorization_policy: unifiedAuthorizationPolicy,
} as const;

/** Leaf types a reference to a category may point to, e.g. `work`. */
export const devrevCategories = {
  part: [
    'capability',
    'component',
    'custom_part',
    'enhancement',
    'feature',
    'linkable',
    'microservice',
    'product',
    'runnable',
  ],
  work: ['issue', 'opportunity', 'task', 'ticket'],
  chat: ['channel', 'dm'],
  user: ['devu', 'revu', 'sysu'],
  custom_object: ['new_custom_object'],
} as const;

/** Name of an object records can be mapped to, e.g. `ticket`. */
export type LeafType = keyof typeof devrevObjects;

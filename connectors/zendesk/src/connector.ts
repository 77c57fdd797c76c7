import { openAttachment } from './attachments.js';
import { externalSyncUnits } from './external-sync-units.js';
import { kit } from './kit.js';
import { commentLoader } from './loaders/comments.js';
import { customRecordLoader } from './loaders/custom-records.js';
import { fileLoader } from './loaders/files.js';
import { ticketLoader } from './loaders/tickets.js';
import { initialDomainMapping } from './mapping.js';
import { metadata } from './metadata.js';
import { articles } from './streams/articles.js';
import { brands } from './streams/brands.js';
import { categories } from './streams/categories.js';
import { customRecords } from './streams/custom-records.js';
import { externalLinkStream } from './streams/external-links.js';
import { groupMemberStream } from './streams/group-members.js';
import { groups } from './streams/groups.js';
import { macroStream } from './streams/macros.js';
import { organizationMemberStream } from './streams/organization-members.js';
import { organizations } from './streams/organizations.js';
import { permissionGroups } from './streams/permission-groups.js';
import { sections } from './streams/sections.js';
import { sideConversations } from './streams/side-conversations.js';
import { slaPolicyStream } from './streams/sla-policies.js';
import { ticketFormStream } from './streams/ticket-forms.js';
import { tickets } from './streams/tickets.js';
import { userSegments } from './streams/user-segments.js';
import { users } from './streams/users.js';

export const connector = kit.connector({
  externalSyncUnits,
  metadata,
  streams: [
    users,
    organizations,
    groups,
    brands,
    ticketFormStream,
    tickets,
    groupMemberStream,
    organizationMemberStream,
    userSegments,
    permissionGroups,
    categories,
    sections,
    articles,
    sideConversations,
    customRecords,
    externalLinkStream,
    macroStream,
    slaPolicyStream,
  ],
  openAttachment,
  // Tickets before what is said about them.
  loaders: [customRecordLoader, ticketLoader, commentLoader],
  fileLoader,
  initialDomainMapping,
});

import { openAttachment } from './attachments.js';
import { externalSyncUnits } from './external-sync-units.js';
import { kit } from './kit.js';
import { initialDomainMapping } from './mapping.js';
import { metadata } from './metadata.js';
import { groups } from './streams/groups.js';
import { organizations } from './streams/organizations.js';
import { tickets } from './streams/tickets.js';
import { users } from './streams/users.js';

export const connector = kit.connector({
  externalSyncUnits,
  metadata,
  streams: [users, organizations, groups, tickets],
  openAttachment,
  initialDomainMapping,
});

import { openAttachment } from './attachments.js';
import { externalSyncUnits } from './external-sync-units.js';
import { kit } from './kit.js';
import { initialDomainMapping } from './mapping.js';
import { metadata } from './metadata.js';
import { components } from './streams/components.js';
import { issues } from './streams/issues.js';
import { organizations } from './streams/organizations.js';
import { sprints } from './streams/sprints.js';
import { users } from './streams/users.js';

export const connector = kit.connector({
  externalSyncUnits,
  metadata,
  streams: [users, organizations, components, sprints, issues],
  openAttachment,
  initialDomainMapping,
});

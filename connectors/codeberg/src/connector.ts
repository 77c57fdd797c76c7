import { openAttachment } from './attachments.js';
import { externalSyncUnits } from './external-sync-units.js';
import { kit } from './kit.js';
import { initialDomainMapping } from './mapping.js';
import { metadata } from './metadata.js';
import { comments } from './streams/comments.js';
import { issues } from './streams/issues.js';
import { milestones } from './streams/milestones.js';
import { people } from './streams/people.js';

export const connector = kit.connector({
  externalSyncUnits,
  metadata,
  streams: [people, milestones, issues, comments],
  openAttachment,
  initialDomainMapping,
});

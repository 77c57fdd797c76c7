import { openAttachment } from './attachments.js';
import { externalSyncUnits } from './external-sync-units.js';
import { kit } from './kit.js';
import { initialDomainMapping } from './mapping.js';
import { metadata } from './metadata.js';
import { people } from './streams/people.js';
import { tasks } from './streams/tasks.js';

export const connector = kit.connector({
  externalSyncUnits,
  metadata,
  streams: [people, tasks],
  openAttachment,
  initialDomainMapping,
});

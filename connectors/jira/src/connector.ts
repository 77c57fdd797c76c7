import { openAttachment } from './attachments.js';
import { externalSyncUnits } from './external-sync-units.js';
import { kit } from './kit.js';
import { commentLoader } from './loaders/comments.js';
import { fileLoader } from './loaders/files.js';
import { issueLoader, requestLoader } from './loaders/issues.js';
import { linkLoader } from './loaders/links.js';
import { initialDomainMapping } from './mapping.js';
import { metadata } from './metadata.js';
import { accessRules } from './streams/access-rules.js';
import { components } from './streams/components.js';
import { customers } from './streams/customers.js';
import { deletedIssues } from './streams/deleted-issues.js';
import { groupMembers } from './streams/group-members.js';
import { issues } from './streams/issues.js';
import { organizationMembers } from './streams/organization-members.js';
import { organizations } from './streams/organizations.js';
import { roles } from './streams/roles.js';
import { sprints } from './streams/sprints.js';
import { users } from './streams/users.js';

export const connector = kit.connector({
  externalSyncUnits,
  metadata,
  streams: [
    users,
    organizations,
    customers,
    organizationMembers,
    components,
    sprints,
    roles,
    groupMembers,
    accessRules,
    issues,
    deletedIssues,
  ],
  openAttachment,
  // Work before what is said about it and how it hangs together.
  loaders: [issueLoader, requestLoader, linkLoader, commentLoader],
  fileLoader,
  initialDomainMapping,
});

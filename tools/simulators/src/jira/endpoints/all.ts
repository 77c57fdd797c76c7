import type { Endpoint } from '../http/endpoint.js';
import { accessEndpoints } from './access.js';
import { accountEndpoints } from './account.js';
import { agileEndpoints } from './agile.js';
import { attachmentEndpoints } from './attachments.js';
import { catalogueEndpoints } from './catalogue.js';
import { commentWritingEndpoints } from './comment-writing.js';
import { createMetadataEndpoints } from './create-metadata.js';
import { fileWritingEndpoints } from './file-writing.js';
import { historyEndpoints } from './history.js';
import { issueWritingEndpoints } from './issue-writing.js';
import { issueEndpoints } from './issues.js';
import { linkWritingEndpoints } from './link-writing.js';
import { projectEndpoints } from './projects.js';
import { searchEndpoints } from './search.js';
import { serviceDeskEndpoints } from './service-desk.js';
import { transitionEndpoints } from './transitions.js';
import { userEndpoints } from './users.js';
import { workflowEndpoints } from './workflows.js';
import { worklogEndpoints } from './worklogs.js';

/** Everything the API origin of the site answers. */
export const jiraEndpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...projectEndpoints,
  ...catalogueEndpoints,
  ...userEndpoints,
  ...createMetadataEndpoints,
  ...searchEndpoints,
  ...issueEndpoints,
  ...issueWritingEndpoints,
  ...transitionEndpoints,
  ...linkWritingEndpoints,
  ...fileWritingEndpoints,
  ...commentWritingEndpoints,
  ...attachmentEndpoints,
  ...worklogEndpoints,
  ...agileEndpoints,
  ...serviceDeskEndpoints,
  ...accessEndpoints,
  ...historyEndpoints,
  ...workflowEndpoints,
];

import type { Client } from 'jira.js';
import { Organization } from 'jira.js/serviceDesk/organization';
import { organizationPageSchema } from '../api-types.js';
import { read } from './answers.js';

/** Jira Service Management: https://developer.atlassian.com/cloud/jira/service-desk/rest/ */
export function serviceDeskApi(requests: Client) {
  const organizations = new Organization(requests);
  return {
    /** Companies of a service desk, which its project's id names as well; an agent's licence is needed. */
    organizationPage: async (projectId: string, start: number) =>
      read(
        organizationPageSchema,
        await organizations.getServiceDeskOrganizations({ serviceDeskId: projectId, start, limit: 50 }),
        'GET /rest/servicedeskapi/servicedesk/{id}/organization',
      ),
  };
}

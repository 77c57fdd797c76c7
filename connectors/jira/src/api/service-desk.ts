import type { Client } from 'jira.js';
import { Organization } from 'jira.js/serviceDesk/organization';
import { customerPageSchema, organizationPageSchema } from '../api-types.js';
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

    /** https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-organization/#api-rest-servicedeskapi-organization-organizationid-user-get */
    organizationMemberPage: async (organizationId: string, start: number) =>
      read(
        customerPageSchema,
        await organizations.getUsersInOrganization({
          organizationId: Number(organizationId),
          start,
          limit: 50,
        }),
        'GET /rest/servicedeskapi/organization/{id}/user',
      ),

    /** Experimental. https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-servicedesk/#api-rest-servicedeskapi-servicedesk-servicedeskid-customer-get */
    customerPage: async (projectId: string, start: number) =>
      read(
        customerPageSchema,
        // The library's module for it brings a list of all file types of 145 kB.
        await requests.sendRequest<unknown>({
          url: `/rest/servicedeskapi/servicedesk/${encodeURIComponent(projectId)}/customer`,
          method: 'GET',
          headers: { 'X-ExperimentalApi': 'opt-in' },
          params: { start, limit: 50 },
        }),
        'GET /rest/servicedeskapi/servicedesk/{id}/customer',
      ),
  };
}

import type { Client } from 'jira.js';
import { Myself } from 'jira.js/version3/myself';
import { Permissions } from 'jira.js/version3/permissions';
import { permissionsSchema, userSchema } from '../api-types.js';
import { read } from './answers.js';

/** Who asks, and what they may. */
export function accountApi(requests: Client) {
  const account = new Myself(requests);
  const permissions = new Permissions(requests);
  return {
    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/#api-rest-api-3-myself-get */
    myself: async () => read(userSchema, await account.getCurrentUser(), 'GET /rest/api/3/myself'),

    /**
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-mypermissions-get
     * @param projectId without one, whether the account has the permission anywhere
     */
    permissions: async (keys: readonly string[], projectId?: string) =>
      read(
        permissionsSchema,
        await permissions.getMyPermissions({
          permissions: keys.join(','),
          ...(projectId !== undefined && { projectId }),
        }),
        'GET /rest/api/3/mypermissions',
      ),
  };
}

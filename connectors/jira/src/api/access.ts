import type { Client } from 'jira.js';
import { Groups } from 'jira.js/version3/groups';
import { IssueSecurityLevel } from 'jira.js/version3/issueSecurityLevel';
import { ProjectPermissionSchemes } from 'jira.js/version3/projectPermissionSchemes';
import { ProjectRoles } from 'jira.js/version3/projectRoles';
import {
  groupMemberPageSchema,
  permissionSchemeSchema,
  roleSchema,
  roleUrlsSchema,
  securityMemberPageSchema,
  securitySchemeSchema,
} from '../api-types-on-request.js';
import { read } from './answers.js';

/** Who may see and do what in a project. */
export function accessApi(requests: Client) {
  const roles = new ProjectRoles(requests);
  const groups = new Groups(requests);
  const schemes = new ProjectPermissionSchemes(requests);
  const levels = new IssueSecurityLevel(requests);
  return {
    /** Addresses of the roles by name; the last part of each is the id. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/ */
    roleUrls: async (projectId: string) =>
      read(
        roleUrlsSchema,
        await roles.getProjectRoles({ projectIdOrKey: projectId }),
        'GET /rest/api/3/project/{id}/role',
      ),

    /** Who has it. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-roles/ */
    role: async (projectId: string, id: number) =>
      read(
        roleSchema,
        await roles.getProjectRole({ projectIdOrKey: projectId, id }),
        'GET /rest/api/3/project/{id}/role/{id}',
      ),

    /** Jira administrators only, 50 at a time. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups/#api-rest-api-3-group-member-get */
    groupMemberPage: async (groupId: string, startAt: number) =>
      read(
        groupMemberPageSchema,
        await groups.getUsersFromGroup({ groupId, startAt, maxResults: 50, includeInactiveUsers: false }),
        'GET /rest/api/3/group/member',
      ),

    /** With all grants. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-permission-schemes/ */
    permissionScheme: async (projectId: string) =>
      read(
        permissionSchemeSchema,
        await schemes.getAssignedPermissionScheme({ projectKeyOrId: projectId, expand: 'permissions' }),
        'GET /rest/api/3/project/{id}/permissionscheme',
      ),

    /** Levels of security of a project, which not every project has: 404 then. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-permission-schemes/ */
    securityScheme: async (projectId: string) =>
      read(
        securitySchemeSchema,
        await schemes.getProjectIssueSecurityScheme({ projectKeyOrId: projectId }),
        'GET /rest/api/3/project/{id}/issuesecuritylevelscheme',
      ),

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-security-level/ */
    securityMemberPage: async (schemeId: number, startAt: number) =>
      read(
        securityMemberPageSchema,
        await levels.getIssueSecurityLevelMembers({
          issueSecuritySchemeId: schemeId,
          startAt,
          maxResults: 50,
        }),
        'GET /rest/api/3/issuesecurityschemes/{id}/members',
      ),
  };
}

import type { Client } from 'jira.js';
import { Issues } from 'jira.js/version3/issues';
import { Projects } from 'jira.js/version3/projects';
import { Workflows } from 'jira.js/version3/workflows';
import {
  createFieldPageSchema,
  issueTypeStatusesSchema,
  projectDetailsSchema,
  projectPageSchema,
} from '../api-types.js';
import { workflowsSchema } from '../api-types-on-request.js';
import { read } from './answers.js';

/** Projects and how work in them is set up. */
export function projectApi(requests: Client) {
  const projects = new Projects(requests);
  const issues = new Issues(requests);
  const workflows = new Workflows(requests);
  return {
    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-search-get */
    projectPage: async (startAt: number) =>
      read(
        projectPageSchema,
        await projects.searchProjects({
          startAt,
          maxResults: 100,
          orderBy: 'key',
          action: 'browse',
          status: ['live', 'archived'],
          expand: 'description,insight',
        }),
        'GET /rest/api/3/project/search',
      ),

    /** With all its components and versions, and every key it ever had. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-get */
    project: async (projectId: string) =>
      read(
        projectDetailsSchema,
        await projects.getProject({ projectIdOrKey: projectId, expand: 'projectKeys' }),
        'GET /rest/api/3/project/{id}',
      ),

    /** Issue types of a project with the statuses each can have; needs no admin rights. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/ */
    projectStatuses: async (projectId: string) =>
      read(
        issueTypeStatusesSchema,
        await projects.getAllStatuses({ projectIdOrKey: projectId }),
        'GET /rest/api/3/project/{id}/statuses',
      ),

    /**
     * Workflows of these issue types in one answer; administrators of Jira or of the project only.
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-post
     */
    workflows: async (projectId: string, issueTypeIds: readonly string[]) =>
      read(
        workflowsSchema,
        await workflows.readWorkflows({
          projectAndIssueTypes: issueTypeIds.map((issueTypeId) => ({ projectId, issueTypeId })),
        }),
        'POST /rest/api/3/workflows',
      ),

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-createmeta-projectidorkey-issuetypes-issuetypeid-get */
    createFieldPage: async (projectId: string, issueTypeId: string, startAt: number) =>
      read(
        createFieldPageSchema,
        await issues.getCreateIssueMetaIssueTypeId({
          projectIdOrKey: projectId,
          issueTypeId,
          startAt,
          maxResults: 200,
        }),
        'GET /rest/api/3/issue/createmeta/{id}/issuetypes/{id}',
      ),
  };
}

import type { Call, Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import type { Site } from '../site.js';
import { objectOf } from '../world/documents.js';
import { linkIssues, moveToSprint, setRemoteLink } from '../world/issue-writing.js';
import { findIssue } from '../world/issues.js';
import type { Issue } from '../world/model.js';
import { findSprint } from '../world/sprints.js';
import { memberOf } from '../world/written-issue.js';
import { issueOfPath } from './issues.js';

const MOST_AT_ONCE = 50;

/** What ties an issue to others, to pages elsewhere, and to a sprint. */
export const linkWritingEndpoints: readonly Endpoint[] = [
  { method: 'POST', template: '/rest/api/3/issueLink', answer: link },
  { method: 'POST', template: '/rest/api/3/issue/{issueIdOrKey}/remotelink', answer: remoteLink },
  { method: 'POST', template: '/rest/agile/1.0/sprint/{sprintId}/issue', answer: intoSprint },
  { method: 'POST', template: '/rest/agile/1.0/backlog/issue', answer: intoBacklog },
];

/**
 * The inward issue shows the other one as its outward end. The answer has no body and no id.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/
 */
function link(call: Call, site: Site): Reply {
  const { type: sentType, inwardIssue, outwardIssue } = objectOf(call.body);
  const [id, name] = [memberOf(sentType, 'id'), memberOf(sentType, 'name')];
  const type = site.world.catalogue.linkTypes.find((each) => each.id === id || each.name === name);
  if (type === undefined) throw failure(404, `No issue link type with name '${name ?? id}' found.`);
  const [from, to] = [inwardIssue, outwardIssue].map((sent) => issueOf(site, sent));
  if (from === undefined || to === undefined || from.project !== to.project)
    throw failure(404, 'Issue does not exist or you do not have permission to see it.');
  linkIssues(site.world, type, from, to);
  return { status: 201 };
}

function issueOf(site: Site, sent: unknown): Issue | undefined {
  return findIssue(site.world, memberOf(sent, 'id') ?? memberOf(sent, 'key') ?? '');
}

/** The same global id once more changes the link that has it. */
function remoteLink(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const { globalId, object, relationship } = objectOf(call.body);
  const { url, title } = objectOf(object);
  if (typeof url !== 'string' || typeof title !== 'string' || url === '' || title === '')
    throw failure(400, 'The URL and the title of a remote link are required.', 'object');
  const known = typeof globalId === 'string' ? globalId : url;
  const content = { url, title, ...(typeof relationship === 'string' && { relationship }) };
  const { link: made, isNew } = setRemoteLink(site.world, issue, known, content);
  const self = `${site.url}/rest/api/3/issue/${issue.id}/remotelink/${made.id}`;
  return { status: isNew ? 201 : 200, json: { id: made.id, self } };
}

function intoSprint(call: Call, site: Site): Reply {
  const sprint = findSprint(call.pathValue('sprintId'));
  if (sprint === undefined) throw failure(404, 'Sprint does not exist.');
  if (sprint.state === 'closed') throw failure(400, 'Issues cannot be moved to a closed sprint.');
  return move(call, site, sprint.id);
}

function intoBacklog(call: Call, site: Site): Reply {
  return move(call, site, null);
}

function move(call: Call, site: Site, sprintId: number | null): Reply {
  const { issues: sent } = objectOf(call.body);
  const asked = Array.isArray(sent) ? sent.map(String) : [];
  if (asked.length > MOST_AT_ONCE)
    throw failure(400, `At most ${MOST_AT_ONCE} issues can be moved at a time.`);
  const found = asked.map((idOrKey) => findIssue(site.world, idOrKey));
  if (found.includes(undefined))
    throw failure(404, 'Issue does not exist or you do not have permission to see it.');
  for (const issue of found) if (issue !== undefined) moveToSprint(site.world, issue, sprintId);
  return { status: 204 };
}

import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { commentJson } from '../render/children.js';
import type { Site } from '../site.js';
import type { AdfDocument } from '../world/adf-zoo.js';
import { readComments } from '../world/comments.js';
import { documentProblem, objectOf } from '../world/documents.js';
import type { Comment, Issue } from '../world/model.js';
import { addComment, type CommentContent, rewriteComment } from '../world/written-comments.js';
import { issueOfPath } from './issues.js';

/** Property of a comment of a service desk that customers do not see. */
const INTERNAL_PROPERTY = 'sd.public.comment';

/**
 * Comments are made and changed as the account of the token.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/
 */
export const commentWritingEndpoints: readonly Endpoint[] = [
  { method: 'POST', template: '/rest/api/3/issue/{issueIdOrKey}/comment', answer: create },
  { method: 'GET', template: '/rest/api/3/issue/{issueIdOrKey}/comment/{id}', answer: readOne },
  { method: 'PUT', template: '/rest/api/3/issue/{issueIdOrKey}/comment/{id}', answer: replace },
];

function create(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const id = addComment(site.world, issue, contentOf(call, issue, undefined));
  return { status: 201, json: shown(call, site, id) };
}

function readOne(call: Call, site: Site): Reply {
  return ok(shown(call, site, call.pathValue('id')));
}

function replace(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const comment = commentOf(site, issue, call.pathValue('id'));
  rewriteComment(site.world, issue, comment, contentOf(call, issue, comment));
  return ok(shown(call, site, comment.id));
}

function shown(call: Call, site: Site, id: string): Record<string, unknown> {
  const issue = issueOfPath(call, site);
  const comment = commentOf(site, issue, id);
  const withProperties = (call.url.searchParams.get('expand') ?? '').split(',').includes('properties');
  return {
    ...commentJson(site, issue, comment),
    ...(withProperties && { properties: comment.properties ?? [] }),
  };
}

function commentOf(site: Site, issue: Issue, id: string): Comment {
  const comment = readComments(site.world, issue).find((candidate) => candidate.id === id);
  if (comment === undefined) throw failure(404, `Can not find a comment for the id: ${id}.`);
  return comment;
}

/** A comment that is sent without a role or group can be seen by everybody who sees its issue, whatever it was before. */
function contentOf(call: Call, issue: Issue, before: Comment | undefined): CommentContent {
  const { body, visibility, properties } = objectOf(call.body);
  const sent = Array.isArray(properties) ? properties.map(propertyOf) : (before?.properties ?? []);
  const isInternal = sent.some(
    ({ key, value }) => key === INTERNAL_PROPERTY && objectOf(value).internal === true,
  );
  return {
    body: documentOf(body),
    visibility: visibilityOf(visibility),
    public: issue.home.definition.projectTypeKey !== 'service_desk' || !isInternal,
    properties: sent,
  };
}

function documentOf(body: unknown): AdfDocument {
  const problem = documentProblem(body, 'Comment body is not valid!');
  if (problem !== undefined) throw failure(400, problem, 'comment');
  return body as AdfDocument;
}

function visibilityOf(sent: unknown): Comment['visibility'] {
  if (sent === undefined || sent === null) return undefined;
  const { type, value, identifier } = objectOf(sent);
  if ((type !== 'role' && type !== 'group') || typeof (identifier ?? value) !== 'string') {
    const message = 'The visibility of a comment is a role or a group.';
    throw failure(400, message, 'commentLevel');
  }
  return { type, value: String(value ?? identifier), identifier: String(identifier ?? value) };
}

function propertyOf(sent: unknown): { key: string; value: unknown } {
  const { key, value } = objectOf(sent);
  if (typeof key !== 'string' || key === '' || value === undefined) {
    throw failure(400, 'A property has a key and a value.');
  }
  return { key, value };
}

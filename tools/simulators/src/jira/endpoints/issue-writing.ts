import { type Call, ok, type Reply, ReplyError } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { checkFields } from '../http/issue-input.js';
import { isSettable } from '../http/settable-fields.js';
import type { Site } from '../site.js';
import type { IssueType } from '../world/catalogue.js';
import { objectOf } from '../world/documents.js';
import { createIssueFrom, editIssueWith } from '../world/issue-writing.js';
import type { Issue, ProjectWorld } from '../world/model.js';
import { findProject } from '../world/world.js';
import { memberOf, writtenValue } from '../world/written-issue.js';
import { fieldMetadata } from './create-metadata.js';
import { issueOfPath } from './issues.js';

const MOST_AT_ONCE = 50;

/**
 * Issues are made and changed as the account of the token, whoever is named as their creator.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/
 */
export const issueWritingEndpoints: readonly Endpoint[] = [
  { method: 'POST', template: '/rest/api/3/issue', answer: create },
  { method: 'POST', template: '/rest/api/3/issue/bulk', answer: createMany },
  { method: 'PUT', template: '/rest/api/3/issue/{issueIdOrKey}', answer: edit },
  { method: 'GET', template: '/rest/api/3/issue/{issueIdOrKey}/editmeta', answer: editMetadata },
  { method: 'PUT', template: '/rest/api/3/issue/{issueIdOrKey}/assignee', answer: assign },
];

function create(call: Call, site: Site): Reply {
  return { status: 201, json: reference(site, make(site, objectOf(call.body))) };
}

/** Those that can be made are made, in order; 400 when none can. */
function createMany(call: Call, site: Site): Reply {
  const { issueUpdates } = objectOf(call.body);
  const sent = Array.isArray(issueUpdates) ? issueUpdates : [];
  if (sent.length === 0 || sent.length > MOST_AT_ONCE)
    throw failure(400, `Between 1 and ${MOST_AT_ONCE} issues can be created at a time.`);
  const issues: unknown[] = [];
  const errors: unknown[] = [];
  for (const [position, update] of sent.entries()) {
    try {
      issues.push(reference(site, make(site, objectOf(update))));
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error;
      errors.push({
        status: error.reply.status,
        elementErrors: error.reply.json,
        failedElementNumber: position,
      });
    }
  }
  return { status: issues.length === 0 ? 400 : 201, json: { issues, errors } };
}

function make(site: Site, body: Record<string, unknown>): Issue {
  const fields = objectOf(body.fields);
  const { project: sentProject, issuetype: sentType, ...others } = fields;
  const project = findProject(site.world, memberOf(sentProject, 'id') ?? memberOf(sentProject, 'key') ?? '');
  if (project === undefined) throw failure(400, 'Specify a valid project ID or key', 'project');
  const type = typeOf(project, sentType);
  const checked = checkFields(site, { project, type }, others);
  const { values, errors } = checked;
  if (!values.has('summary') && errors.summary === undefined)
    errors.summary = 'You must specify a summary of the issue.';
  if (type.hierarchyLevel === -1 && !values.has('parent') && errors.parent === undefined)
    errors.issuetype = 'Issue type is a sub-task but parent issue key or id not specified.';
  refuse(errors);
  return createIssueFrom(site.world, project, type, { values, properties: propertiesOf(body.properties) });
}

function typeOf({ definition }: ProjectWorld, sent: unknown): IssueType {
  const [id, name] = [memberOf(sent, 'id'), memberOf(sent, 'name')];
  const type = definition.issueTypes.find((candidate) => candidate.id === id || candidate.name === name);
  if (type === undefined) throw failure(400, 'Specify a valid issue type', 'issuetype');
  return type;
}

/** `notifyUsers=false` of somebody who is no administrator is not heard. */
function edit(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const body = objectOf(call.body);
  const fields = objectOf(body.fields);
  const update = objectOf(body.update);
  for (const name of Object.keys(update))
    if (name in fields) throw failure(400, `Field '${name}' cannot appear in both 'fields' and 'update'`);
  const target = { project: issue.home, type: issue.type };
  const operated = Object.fromEntries(
    Object.entries(update).map(([name, operations]) => [name, afterOperations(issue, name, operations)]),
  );
  const { values, errors } = checkFields(site, target, { ...fields, ...operated });
  refuse(errors);
  editIssueWith(site.world, issue, values);
  return call.url.searchParams.get('returnIssue') === 'true' ? ok(reference(site, issue)) : { status: 204 };
}

/** What `set`, `add` and `remove` make of a field, one after the other. */
function afterOperations(issue: Issue, field: string, sent: unknown): unknown {
  let value = writtenValue(issue, field);
  for (const operation of Array.isArray(sent) ? sent : []) {
    const { set, add, remove } = objectOf(operation);
    const before = Array.isArray(value) ? value : [];
    const isSame = (other: unknown, wanted: unknown) => JSON.stringify(other) === JSON.stringify(wanted);
    if (set !== undefined) value = objectOf(set).none === true ? null : set;
    else if (add !== undefined)
      value = before.some((other) => isSame(other, add)) ? before : [...before, add];
    else if (remove !== undefined) value = before.filter((other) => !isSame(other, remove));
    else throw failure(400, `Operation of field '${field}' is not one of set, add, remove.`);
  }
  return value;
}

function assign(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const accountId = memberOf(call.body, 'accountId');
  const assignee = accountId === undefined || accountId === '-1' ? null : { accountId };
  const { values, errors } = checkFields(site, { project: issue.home, type: issue.type }, { assignee });
  refuse(errors);
  editIssueWith(site.world, issue, values);
  return { status: 204 };
}

function editMetadata(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const fields = site.world.fields.filter(
    (field) => field.id !== 'project' && isSettable(field, issue.type, issue.home.definition.id),
  );
  return ok({
    fields: Object.fromEntries(
      fields.map((field) => {
        const { fieldId: _, ...metadata } = fieldMetadata(site, issue.home, issue.type, field);
        return [field.id, metadata];
      }),
    ),
  });
}

function propertiesOf(sent: unknown): Map<string, unknown> {
  const entries = (Array.isArray(sent) ? sent : []).map(objectOf);
  return new Map(entries.map(({ key, value }) => [String(key), value]));
}

function refuse(errors: Readonly<Record<string, string>>): void {
  if (Object.keys(errors).length === 0) return;
  throw new ReplyError(
    { status: 400, json: { errorMessages: [], errors } },
    Object.values(errors).join('; '),
  );
}

function reference(site: Site, { id, key }: Issue): Record<string, unknown> {
  return { id, key, self: `${site.url}/rest/api/3/issue/${id}` };
}

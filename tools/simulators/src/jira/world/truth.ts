import type { TruthObject, Visibility } from '../../simulator.js';
import { attachmentSha256, readAttachments } from './attachments.js';
import { readComments } from './comments.js';
import { issueCount, issueSummary, readIssue } from './issues.js';
import { labelsOf } from './labels.js';
import { linksOf } from './links.js';
import type { Comment, Issue, ProjectWorld, World } from './model.js';
import { customersOf, membersOf, ORGANIZATIONS } from './organizations.js';
import { boardsOf, sprintsOfBoard } from './sprints.js';
import type { User } from './users.js';
import { readWorklogs } from './worklogs.js';

/** Everything a complete run over one project must deliver: accounts and lists first, then issue by issue. */
export function* truthOf(world: World, externalSyncUnitId: string): Generator<TruthObject> {
  const project = browsableProject(world, externalSyncUnitId);
  for (const user of usersInScope(world, project)) yield userTruth(user);
  yield* listTruth(world, project);
  const labels = new Set<string>();
  for (const issue of issuesIn(world, project)) {
    for (const label of labelsOf(issue)) labels.add(label);
    yield* issueTruth(world, issue);
  }
  for (const label of labels) yield { kind: 'label', itemType: 'tags', id: label };
}

/** Those an account finds in a project: made there and neither moved away nor hidden, then those that were moved there. */
export function* issuesIn(world: World, project: ProjectWorld): Generator<Issue> {
  const count = issueCount(project);
  for (let index = 0; index < count; index++)
    if (!project.displaced.has(index)) yield readIssue(world, project, index);
  for (const arrival of project.arrivals) yield readIssue(world, arrival.project, arrival.index);
}

export function browsableProject(world: World, externalSyncUnitId: string): ProjectWorld {
  const project = world.projects.find(
    ({ definition }) => definition.id === externalSyncUnitId && definition.browsable,
  );
  if (project === undefined) {
    throw new Error(
      `No project with id ${externalSyncUnitId} can be browsed on the simulated site. Use one of externalSyncUnitIds.`,
    );
  }
  return project;
}

/** What the project keeps lists of: components, versions, and sprints or organizations with their members. */
function* listTruth(world: World, { definition }: ProjectWorld): Generator<TruthObject> {
  const { users } = world;
  for (const { id, name } of definition.components)
    yield { kind: 'component', itemType: 'components', id, fields: { name } };
  for (const { id, name, released } of definition.versions)
    yield { kind: 'version', itemType: 'versions', id, fields: { name, released } };
  if (definition.projectTypeKey === 'service_desk') {
    for (const { id, name } of ORGANIZATIONS) {
      yield { kind: 'organization', itemType: 'organizations', id, fields: { name } };
      for (const { accountId } of membersOf(users, id))
        yield {
          kind: 'member of an organization',
          itemType: 'organization_members',
          id: `${id}/${accountId}`,
          fields: { organization: id, member: accountId },
        };
    }
  } else {
    const boards = boardsOf(world, definition.id);
    for (const { id, name, type } of boards)
      yield { kind: 'board', itemType: 'boards', id: String(id), fields: { name, type } };
    for (const { id, name, state } of new Set(boards.flatMap(sprintsOfBoard)))
      yield { kind: 'sprint', itemType: 'sprints', id: String(id), fields: { name, state } };
  }
}

const KINDS = {
  atlassian: { kind: 'user', itemType: 'users' },
  app: { kind: 'app', itemType: 'apps' },
  customer: { kind: 'customer', itemType: 'customers' },
} as const;

function userTruth({ accountId, accountType, displayName, active }: User): TruthObject {
  return { ...KINDS[accountType], id: accountId, fields: { displayName, active } };
}

/** All listed accounts, and the portal customers of a service desk, who are the reporters of its issues. */
function usersInScope(world: World, project: ProjectWorld): readonly User[] {
  if (project.definition.projectTypeKey !== 'service_desk') return world.users.listed;
  return [...new Set([...world.users.listed, ...customersOf(world.users)])];
}

function* issueTruth(world: World, issue: Issue): Generator<TruthObject> {
  yield {
    kind: 'issue',
    itemType: issue.home.definition.projectTypeKey === 'service_desk' ? 'request_*' : 'issue_*',
    id: issue.id,
    modified: utc(issue.updatedAt),
    fields: {
      summary: issueSummary(issue),
      status: issue.status.id,
      assignee: issue.assignee?.accountId ?? null,
      issuetype: issue.type.id,
      priority: issue.priority?.id ?? null,
      parent:
        issue.parentIndex === undefined
          ? null
          : String(issue.project.definition.firstIssueId + issue.parentIndex),
    },
  };
  for (const comment of readComments(world, issue)) {
    yield {
      kind: 'comment',
      itemType: 'comments',
      id: comment.id,
      modified: utc(comment.updatedAt),
      visibility: visibilityOf(issue, comment),
      fields: { issue: issue.id, author: comment.author?.accountId ?? null },
    };
  }
  for (const attachment of readAttachments(world, issue)) {
    if (attachment.isLost) continue;
    yield {
      kind: 'attachment',
      itemType: 'attachments',
      id: attachment.id,
      modified: utc(attachment.createdAt),
      file: { bytes: attachment.bytes, sha256: attachmentSha256(attachment) },
      fields: { issue: issue.id, filename: attachment.filename },
    };
  }
  for (const worklog of readWorklogs(world, issue)) {
    yield {
      kind: 'worklog',
      itemType: 'worklogs',
      id: worklog.id,
      modified: utc(worklog.updatedAt),
      fields: { issue: issue.id, author: worklog.author?.accountId ?? null, seconds: worklog.seconds },
    };
  }
  yield* linkTruth(world, issue);
}

/** A link belongs to its outward end and is as old as its last change; that an issue has a parent is a link of the child. */
function* linkTruth(world: World, issue: Issue): Generator<TruthObject> {
  const idAt = (index: number) => String(issue.project.definition.firstIssueId + index);
  for (const { id, type, outwardFrom, inwardTo } of linksOf(world, issue)) {
    if (outwardFrom !== issue.index || issue.project.hidden.has(inwardTo)) continue;
    yield {
      kind: 'link',
      itemType: 'links',
      id,
      modified: utc(issue.updatedAt),
      fields: { type: type.id, outward: idAt(outwardFrom), inward: idAt(inwardTo) },
    };
  }
  if (issue.parentIndex !== undefined) {
    yield {
      kind: 'link',
      itemType: 'links',
      id: `${issue.id}-parent`,
      modified: utc(issue.updatedAt),
      fields: { type: 'parent', outward: issue.id, inward: idAt(issue.parentIndex) },
    };
  }
}

/**
 * Customers see comments of a service desk that say so; elsewhere `jsdPublic` means nothing, because there are no
 * customers: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/
 */
function visibilityOf({ home }: Issue, comment: Comment): Visibility {
  if (comment.visibility !== undefined) return 'restricted';
  return home.definition.projectTypeKey === 'service_desk' && comment.public ? 'public' : 'internal';
}

export function utc(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

import type { TruthObject, Visibility } from '../../simulator.js';
import { attachmentSha256, readAttachments } from './attachments.js';
import { readComments } from './comments.js';
import { issueCount, issueSummary, readIssue } from './issues.js';
import type { Comment, Issue, ProjectWorld, World } from './model.js';
import type { User } from './users.js';

/** Everything a complete run over one project must deliver: accounts first, then issue by issue. */
export function* truthOf(world: World, externalSyncUnitId: string): Generator<TruthObject> {
  const project = world.projects.find(
    ({ definition }) => definition.id === externalSyncUnitId && definition.browsable,
  );
  if (project === undefined) {
    throw new Error(
      `No project with id ${externalSyncUnitId} can be browsed on the simulated site. Use one of externalSyncUnitIds.`,
    );
  }
  for (const user of usersInScope(world, project)) {
    yield {
      kind: 'user',
      itemType: 'users',
      id: user.accountId,
      fields: { displayName: user.displayName, active: user.active, accountType: user.accountType },
    };
  }
  const count = issueCount(project);
  for (let index = 0; index < count; index++) {
    yield* issueTruth(world, readIssue(world, project, index));
  }
}

/** All listed accounts, and portal customers that only show up as reporters of this project. */
function usersInScope(world: World, project: ProjectWorld): readonly User[] {
  if (project.definition.projectTypeKey !== 'service_desk') return world.users.listed;
  const unlisted = new Set<User>();
  for (let index = 0; index < issueCount(project); index++) {
    const { reporter } = readIssue(world, project, index);
    if (reporter !== null && !reporter.listed) unlisted.add(reporter);
  }
  return [...world.users.listed, ...unlisted];
}

function* issueTruth(world: World, issue: Issue): Generator<TruthObject> {
  yield {
    kind: 'issue',
    itemType: 'issue_*',
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
    yield {
      kind: 'attachment',
      itemType: 'attachments',
      id: attachment.id,
      modified: utc(attachment.createdAt),
      file: { bytes: attachment.bytes, sha256: attachmentSha256(attachment) },
      fields: { issue: issue.id, filename: attachment.filename },
    };
  }
}

/**
 * Customers see comments of a service desk that say so; elsewhere `jsdPublic` means nothing, because there are no
 * customers: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/
 */
function visibilityOf({ project }: Issue, comment: Comment): Visibility {
  if (comment.visibility !== undefined) return 'restricted';
  return project.definition.projectTypeKey === 'service_desk' && comment.public ? 'public' : 'internal';
}

function utc(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

import type { TruthObject } from '../../simulator.js';
import { type Group, rolesOf, securityLevelsOf } from './access.js';
import { readHistories } from './changelog.js';
import { readIssue } from './issues.js';
import type { Issue, ProjectWorld, World } from './model.js';
import { remoteLinksOf } from './remote-links.js';
import { browsableProject, issuesIn, utc } from './truth.js';

/** What a run over one project brings only where it is asked for, and what is gone. */
export function* truthOnRequestOf(world: World, externalSyncUnitId: string): Generator<TruthObject> {
  const project = browsableProject(world, externalSyncUnitId);
  yield* accessTruth(world, project);
  if (project === world.projects[0]) yield* deletionTruth(world);
  for (const issue of issuesIn(world, project)) yield* issueTruth(world, issue);
  for (const index of project.displaced) {
    const { id } = readIssue(world, project, index);
    yield { kind: 'issue', itemType: 'issue_*', id, gone: true };
  }
}

function* issueTruth(world: World, issue: Issue): Generator<TruthObject> {
  for (const { id, at, author } of readHistories(world, issue)) {
    yield {
      kind: 'change',
      itemType: 'changes',
      id,
      modified: utc(at),
      onRequest: true,
      fields: { issue: issue.id, author: author?.accountId ?? null },
    };
  }
  for (const { id, url } of remoteLinksOf(issue))
    yield {
      kind: 'web link',
      itemType: 'remote_links',
      id: String(id),
      onRequest: true,
      fields: { issue: issue.id, url },
    };
}

/** Roles and the groups in them, and who is in either. */
function* accessTruth(world: World, project: ProjectWorld): Generator<TruthObject> {
  const onRequest = true as const;
  const member = (itemType: string, group: string, id: string): TruthObject => ({
    kind: 'member',
    itemType,
    id: `${group}/${id}`,
    onRequest,
    fields: { group, member: id },
  });
  const met = new Map<string, Group>();
  for (const { id, name, groups, users } of rolesOf(world)) {
    yield { kind: 'role', itemType: 'groups', id: `role-${id}`, onRequest, fields: { name } };
    for (const group of groups) met.set(group.groupId, group);
    for (const memberId of [
      ...groups.map(({ groupId }) => groupId),
      ...users.map(({ accountId }) => accountId),
    ])
      yield member('role_members', `role-${id}`, memberId);
  }
  for (const { groupId, name, members } of met.values()) {
    yield { kind: 'group', itemType: 'groups', id: groupId, onRequest, fields: { name } };
    for (const { accountId, active } of members)
      if (active) yield member('group_members', groupId, accountId);
  }
  const levels = securityLevelsOf(world, project.definition).map(({ name }) => `level ${name}`);
  for (const id of ['BROWSE_PROJECTS', 'EDIT_ISSUES', 'DELETE_ISSUES', ...levels])
    yield { kind: 'rule of access', itemType: 'access_rules', id, onRequest };
}

/** What is gone and the evidence of it; of the first project, the only one things are deleted in. */
function* deletionTruth({ deletedWorklogs, deletedFiles, deletedIssues }: World): Generator<TruthObject> {
  const evidence = (id: string, at: number): TruthObject => ({
    kind: 'deletion',
    itemType: 'deletions',
    id,
    modified: utc(at),
    onRequest: true,
  });
  for (const { id } of deletedWorklogs) yield { kind: 'worklog', itemType: 'worklogs', id, gone: true };
  for (const { id } of deletedFiles) yield { kind: 'attachment', itemType: 'attachments', id, gone: true };
  for (const { id, at } of deletedWorklogs) yield evidence(`worklog-${id}`, at);
  for (const { id, at } of deletedFiles) yield evidence(`attachment-${id}`, at);
  for (const { key, at } of deletedIssues) yield evidence(`issue-${key}`, at);
}

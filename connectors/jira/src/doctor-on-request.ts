import { NotFoundError } from '@airdrop-connectors/core';
import type { DiagnosisFinding } from '@airdrop-connectors/core/diagnosis';
import type { JiraClient } from './client.js';
import { finding, refusalOf } from './doctor-findings.js';
import type { JiraOptions } from './options.js';

/** What of the things that were asked for a token can see in one project; nothing for those that were not. */
export async function findingsOnRequest(
  client: JiraClient,
  projectId: string,
  options: JiraOptions,
  isAdministrator: boolean,
): Promise<DiagnosisFinding[]> {
  const { access, deletions } = options;
  const asked: [boolean, string, () => Promise<unknown>, string][] = [
    [access !== 'nothing', 'roles', () => client.roleUrls(projectId), 'Groups and roles are left out.'],
    [
      access === 'rules',
      'permission scheme',
      () => client.permissionScheme(projectId),
      'Rules of access are left out.',
    ],
    [
      access === 'rules',
      'security levels',
      () => client.securityScheme(projectId).catch(noScheme),
      'Rules of access are left out.',
    ],
    [
      deletions,
      'audit log',
      () => client.auditPage(new Date().toISOString(), 0),
      'Deleted issues are not named.',
    ],
    [deletions, 'deleted worklogs', () => client.deletedWorklogPage(Date.now()), 'Deletions are not named.'],
  ];
  const found: DiagnosisFinding[] = [];
  if (access !== 'nothing') {
    const reason = isAdministrator ? undefined : 'The account is no Jira administrator.';
    found.push(finding('members of groups', reason, 'Roles arrive with their members, groups without.'));
  }
  for (const [isWanted, what, ask, consequence] of asked)
    if (isWanted) found.push(finding(what, await refusalOf(ask), consequence));
  return found;
}

/** Calls that options add to a first import. */
export function callsOnRequest(issueCount: number, { change_history, remote_links }: JiraOptions): number {
  return (change_history ? Math.ceil(issueCount / 100) : 0) + (remote_links ? issueCount : 0);
}

/** A project without levels is as complete as one can be. */
function noScheme(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  throw error;
}

import { type ExtractionScope, NotFoundError } from '@airdrop-connectors/core';
import type { JiraClient } from '../client.js';
import type { DeletedChild } from '../normalize-on-request.js';
import type { JiraOptions } from '../options.js';
import {
  changesSince,
  deletedChildren,
  deletedWorklogsSince,
  type FoundChange,
  historiesOf,
} from './histories.js';
import type { ChildOf, FoundIssue } from './issue-page.js';

/** What a page of issues brings only where somebody has asked for it. */
export interface Extras {
  changes: FoundChange[];
  remoteLinks: ChildOf[];
  deletions: DeletedChild[];
}

interface Wanted {
  options: JiraOptions;
  scope: ExtractionScope;
  /** Start of the window, milliseconds since the epoch; undefined for a first run. */
  since: number | undefined;
}

/** A first run has nothing that could have been deleted, and one option does not pay for another. */
export async function extrasOnRequest(client: JiraClient, { options, scope, since }: Wanted) {
  const wantsChanges = options.change_history && scope.includes('changes');
  const wantsLinks = options.remote_links && scope.includes('remote_links');
  const wantsDeletions = options.deletions && scope.includes('deletions') && since !== undefined;
  const deletedWorklogs = wantsDeletions ? await deletedWorklogsSince(client, since) : new Set<string>();
  return {
    async of(issues: readonly FoundIssue[]): Promise<Extras> {
      const issueIds = issues.map(({ id }) => id);
      const [found, links] = await Promise.all([
        wantsChanges || wantsDeletions ? historiesOf(client, issueIds) : [],
        wantsLinks ? Promise.all(issues.map((issue) => remoteLinksOf(client, issue))) : [],
      ]);
      return {
        changes: wantsChanges ? changesSince(found, since ?? 0) : [],
        remoteLinks: links.flat(),
        deletions: wantsDeletions ? deletedChildren(found, since, deletedWorklogs) : [],
      };
    },
  };
}

async function remoteLinksOf(client: JiraClient, issue: FoundIssue): Promise<ChildOf[]> {
  const links = await client.remoteLinks(issue.id).catch((error: unknown) => {
    // Deleted since it was found.
    if (error instanceof NotFoundError) return [];
    throw error;
  });
  return links.map((raw) => ({ id: numberOf(raw), issue, raw }));
}

/** Ids of these links are numbers. */
function numberOf(raw: unknown): string {
  return typeof raw === 'object' && raw !== null && 'id' in raw ? String(raw.id) : 'unknown';
}

import * as z from 'zod/mini';
import { type History, historySchema } from '../api-types-on-request.js';
import type { JiraClient } from '../client.js';
import { type DeletedChild, momentOf } from '../normalize-on-request.js';

/** One entry of the history of an issue; nothing in it is trusted yet. */
export interface FoundChange {
  issueId: string;
  raw: unknown;
}

/** Histories of the issues of a page, a thousand issues and ten thousand entries to a call. */
export async function historiesOf(client: JiraClient, issueIds: readonly string[]): Promise<FoundChange[]> {
  const found: FoundChange[] = [];
  if (issueIds.length === 0) return found;
  for (let token = ''; ; ) {
    const { issueChangeLogs, nextPageToken } = await client.changelogPage(issueIds, token);
    for (const { issueId, changeHistories } of issueChangeLogs)
      found.push(...changeHistories.map((raw) => ({ issueId, raw })));
    if (!nextPageToken || nextPageToken === token) return found;
    token = nextPageToken;
  }
}

/** Ids of all worklogs of the site that were deleted since a moment. */
export async function deletedWorklogsSince(client: JiraClient, since: number): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let from = since; ; ) {
    const { values, until, lastPage } = await client.deletedWorklogPage(from);
    for (const { worklogId } of values) ids.add(String(worklogId));
    if (lastPage !== false || !until || until <= from) return ids;
    from = until;
  }
}

/**
 * What of the changes since a moment are new: of an issue that came from another project everything is, because its
 * earlier history was never delivered.
 * @param since milliseconds since the epoch
 */
export function changesSince(found: readonly FoundChange[], since: number): FoundChange[] {
  const moved = new Set(
    found.filter(({ raw }) => isSince(raw, since) && isMove(read(raw))).map(({ issueId }) => issueId),
  );
  return found.filter(({ issueId, raw }) => moved.has(issueId) || isSince(raw, since));
}

/**
 * Worklogs and files that were deleted. The feed of deleted worklogs does not say whose they were, the history of an
 * issue does; a file is named by the history alone.
 */
export function deletedChildren(
  found: readonly FoundChange[],
  since: number,
  deletedWorklogs: ReadonlySet<string>,
): DeletedChild[] {
  return found
    .filter(({ raw }) => isSince(raw, since))
    .flatMap(({ issueId, raw }) => {
      const history = read(raw);
      return (history?.items ?? []).flatMap(({ field, from, fromString, to }): DeletedChild[] => {
        const kind = deletableKinds[field];
        if (kind === undefined || !from || to) return [];
        if (kind === 'worklog' && !deletedWorklogs.has(from)) return [];
        return [{ kind, id: from, name: fromString ?? '', issueId, at: momentOf(history?.created ?? '') }];
      });
    });
}

/** Names of the pseudo-fields that a deletion is written under; not translated. */
const deletableKinds: Readonly<Record<string, DeletedChild['kind']>> = {
  WorklogId: 'worklog',
  Attachment: 'attachment',
};

function isMove(history: History | undefined): boolean {
  return history?.items.some(({ field }) => field === 'project' || field === 'Key') === true;
}

/** One that cannot be read counts as new: it is named as it is normalized. */
function isSince(raw: unknown, since: number): boolean {
  const created = read(raw)?.created;
  const at = typeof created === 'number' ? created : Date.parse(momentText(created));
  return !(at < since);
}

function momentText(created: string | undefined): string {
  return created === undefined ? '' : momentOf(created);
}

function read(raw: unknown): History | undefined {
  return z.safeParse(historySchema, raw).data;
}

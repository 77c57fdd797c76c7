import { type LoadFile, RecordError } from '@airdrop-connectors/core';
import { attachmentSchema } from '../api-types.js';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import { parse } from '../parse.js';
import { toleranceMs } from './marks.js';

/** Files that this invocation knows whose they are before the platform does, as those that were just added. */
const known = new WeakMap<JiraClient, Set<string>>();

/** Jira keeps nothing with a file: one is told by its name and size, by who has added it and when. */
export const fileLoader = kit.fileLoader({
  async create({ client, file, open }) {
    const [added] = await client.addFile(issueOf(file), file, open);
    if (added === undefined)
      throw new RecordError('Jira took the file and did not say as which.', { code: 'file_not_shown' });
    return taken(client, added.id);
  },

  async find({ client, file, since, isTaken }) {
    const [raw, { accountId }] = await Promise.all([client.files(issueOf(file)), client.myself()]);
    const earliest = Date.parse(since) - toleranceMs;
    const alike = raw
      .map((attachment) => parse(attachmentSchema, attachment, 'attachment'))
      .filter(
        ({ id, filename, size, author, created }) =>
          filename === file.fileName &&
          size === file.bytes &&
          author?.accountId === accountId &&
          Date.parse(created) >= earliest &&
          !known.get(client)?.has(id),
      );
    for (const { id } of alike) if (!(await isTaken(id))) return taken(client, id);
    return undefined;
  },
});

function taken(client: JiraClient, id: string) {
  const ofClient = known.get(client) ?? new Set<string>();
  known.set(client, ofClient.add(id));
  return { id };
}

/** What issues are in DevRev. Components, sprints and others have ids of the same form. */
const kindsOfWork = ['issue', 'ticket', 'enhancement', 'task'];

/** A file of a comment is added to its issue. */
function issueOf({ parentId, grandParentId, parentType }: LoadFile): string {
  const issueId =
    parentType === 'comment' ? grandParentId : kindsOfWork.includes(parentType) ? parentId : undefined;
  if (issueId !== undefined && /^\d+$/.test(issueId)) return issueId;
  throw new RecordError('Jira keeps files with issues only. Add the file to the issue.', {
    code: 'parent_not_loaded',
    isLimitation: true,
  });
}

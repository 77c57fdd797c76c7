import { ahead, attachments } from '@airdrop-connectors/core';
import { issueSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { fileItem, filesOf, issueId, issueItem } from '../normalize.js';
import { issues as issueType } from '../record-types.js';
import { numberedPages, pageCursor } from './numbered-pages.js';

/** Issues with their files. */
export const issues = kit.stream({
  name: 'issues',
  delivers: { issues: issueType, files: attachments },
  // The clock of Codeberg is its own.
  overlapSeconds: 30,
  cursor: pageCursor,

  async *pages({ client, cursor, window, externalSyncUnit: { id } }) {
    const ask = (page: number) => client.issuePage(id, { page, since: window.from });
    for await (const { rows, cursor: reached } of ahead(numberedPages('the issues', cursor, ask)))
      yield {
        records: { issues: rows, files: filesOf(rows, issueSchema, ({ number }) => issueId(id, number)) },
        cursor: reached,
      };
  },

  normalize: {
    issues: (raw, { externalSyncUnit }) => issueItem(raw, externalSyncUnit.id),
    files: (raw) => fileItem(raw),
  },
});

import { ahead, attachments } from '@airdrop-connectors/core';
import { commentSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { commentItem, fileItem, filesOf, isOnIssue } from '../normalize.js';
import { comments as commentType } from '../record-types.js';
import { numberedPages, pageCursor } from './numbered-pages.js';

/** Read for the whole repository, since an issue does not change when a comment on it is edited. */
export const comments = kit.stream({
  name: 'comments',
  delivers: { comments: commentType, files: attachments },
  overlapSeconds: 30,
  cursor: pageCursor,

  async *pages({ client, cursor, window, scope, externalSyncUnit: { id } }) {
    // Files of comments have nothing to hang on when comments are not wanted.
    if (!scope.includes('comments')) return;
    const ask = (page: number) => client.commentPage(id, { page, since: window.from });
    for await (const { rows, cursor: reached } of ahead(numberedPages('the comments', cursor, ask))) {
      const found = rows.filter(isOnIssue);
      yield {
        records: { comments: found, files: filesOf(found, commentSchema, (comment) => String(comment.id)) },
        cursor: reached,
      };
    }
  },

  normalize: {
    comments: (raw, { externalSyncUnit }) => commentItem(raw, externalSyncUnit.id),
    files: (raw) => fileItem(raw),
  },
});

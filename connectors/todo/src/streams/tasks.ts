import { ahead, attachments } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { apiOrigin } from '../api/origin.js';
import { kit } from '../kit.js';
import { commentItem, fileItem, taskItem } from '../normalize.js';
import { comments, tasks as taskType } from '../record-types.js';
import { completedPage } from './task-page.js';
import { taskPages } from './task-pages.js';

/** Tasks with what hangs on them. */
export const tasks = kit.stream({
  name: 'tasks',
  delivers: { tasks: taskType, comments, files: attachments },
  // The clock of the service is its own.
  overlapSeconds: 30,
  cursor: z.object({ after: z.string(), isLast: z.boolean() }),

  async *pages({ client, cursor, window, scope, externalSyncUnit }) {
    const wanted = { list: externalSyncUnit.id, since: window.from, cursor };
    const withComments = scope.includes('comments');
    for await (const page of ahead(taskPages(client, wanted)))
      yield { records: await completedPage(client, page.tasks, { withComments }), cursor: page.cursor };
  },

  normalize: {
    tasks: (raw) => taskItem(raw),
    comments: (raw) => commentItem(raw),
    files: (raw) => fileItem(raw, apiOrigin),
  },
});

import { attachments } from '@airdrop-connectors/core';
import { tasks as taskType } from '../engagement-types.js';
import { kit } from '../kit.js';
import { taskItem } from '../normalize-engagements.js';
import { objectTypes } from '../object-types.js';
import { attachmentItem } from './engagement-files.js';
import { engagementPages } from './engagement-pages.js';
import { objectCursor } from './object-cursor.js';
import { withinOverlapSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';

export const tasks = kit.stream({
  name: 'tasks',
  delivers: { engagements: taskType, attachments },
  overlapSeconds: indexLagSeconds,
  restSeconds: withinOverlapSeconds,
  cursor: objectCursor,

  async *pages(context) {
    for await (const { records, cursor } of engagementPages(context, objectTypes.tasks))
      yield { records, cursor };
  },

  normalize: { engagements: (found) => taskItem(found), attachments: (file) => attachmentItem(file) },
});

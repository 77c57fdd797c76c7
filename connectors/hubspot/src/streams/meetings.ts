import { attachments } from '@airdrop-connectors/core';
import { meetings as meetingType } from '../engagement-types.js';
import { kit } from '../kit.js';
import { meetingItem } from '../normalize-engagements.js';
import { objectTypes } from '../object-types.js';
import { attachmentItem } from './engagement-files.js';
import { engagementPages } from './engagement-pages.js';
import { objectCursor } from './object-cursor.js';
import { withinOverlapSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';

export const meetings = kit.stream({
  name: 'meetings',
  delivers: { engagements: meetingType, attachments },
  overlapSeconds: indexLagSeconds,
  restSeconds: withinOverlapSeconds,
  cursor: objectCursor,

  async *pages(context) {
    for await (const { records, cursor } of engagementPages(context, objectTypes.meetings))
      yield { records, cursor };
  },

  normalize: { engagements: (found) => meetingItem(found), attachments: (file) => attachmentItem(file) },
});

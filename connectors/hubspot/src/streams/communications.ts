import { attachments } from '@airdrop-connectors/core';
import { communications as communicationType } from '../engagement-types.js';
import { kit } from '../kit.js';
import { communicationItem } from '../normalize-engagements.js';
import { objectTypes } from '../object-types.js';
import { attachmentItem } from './engagement-files.js';
import { engagementPages } from './engagement-pages.js';
import { objectCursor } from './object-cursor.js';
import { withinOverlapSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';

export const communications = kit.stream({
  name: 'communications',
  delivers: { engagements: communicationType, attachments },
  overlapSeconds: indexLagSeconds,
  restSeconds: withinOverlapSeconds,
  cursor: objectCursor,

  async *pages(context) {
    for await (const { records, cursor } of engagementPages(context, objectTypes.communications))
      yield { records, cursor };
  },

  normalize: {
    engagements: (found) => communicationItem(found),
    attachments: (file) => attachmentItem(file),
  },
});

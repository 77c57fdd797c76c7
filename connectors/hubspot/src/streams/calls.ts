import { attachments } from '@airdrop-connectors/core';
import { calls as callType } from '../engagement-types.js';
import { kit } from '../kit.js';
import { callItem } from '../normalize-engagements.js';
import { objectTypes } from '../object-types.js';
import { attachmentItem } from './engagement-files.js';
import { engagementPages } from './engagement-pages.js';
import { objectCursor } from './object-cursor.js';
import { withinOverlapSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';

export const calls = kit.stream({
  name: 'calls',
  delivers: { engagements: callType, attachments },
  overlapSeconds: indexLagSeconds,
  restSeconds: withinOverlapSeconds,
  cursor: objectCursor,

  async *pages(context) {
    for await (const { records, cursor } of engagementPages(context, objectTypes.calls))
      yield { records, cursor };
  },

  normalize: { engagements: (found) => callItem(found), attachments: (file) => attachmentItem(file) },
});

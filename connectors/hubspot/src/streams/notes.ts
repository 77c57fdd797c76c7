import { attachments } from '@airdrop-connectors/core';
import { notes as noteType } from '../engagement-types.js';
import { kit } from '../kit.js';
import { noteItem } from '../normalize-engagements.js';
import { objectTypes } from '../object-types.js';
import { attachmentItem } from './engagement-files.js';
import { engagementPages } from './engagement-pages.js';
import { objectCursor } from './object-cursor.js';
import { indexLagSeconds } from './unit.js';

export const notes = kit.stream({
  name: 'notes',
  delivers: { engagements: noteType, attachments },
  overlapSeconds: indexLagSeconds,
  cursor: objectCursor,

  async *pages(context) {
    for await (const { records, cursor } of engagementPages(context, objectTypes.notes))
      yield { records, cursor };
  },

  normalize: { engagements: (found) => noteItem(found), attachments: (file) => attachmentItem(file) },
});

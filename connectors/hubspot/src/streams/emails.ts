import { attachments } from '@airdrop-connectors/core';
import { emails as emailType } from '../engagement-types.js';
import { kit } from '../kit.js';
import { emailItem } from '../normalize-engagements.js';
import { objectTypes } from '../object-types.js';
import { attachmentItem } from './engagement-files.js';
import { engagementPages } from './engagement-pages.js';
import { createInboxEmails } from './inbox-emails.js';
import { objectCursor } from './object-cursor.js';
import { indexLagSeconds } from './unit.js';

export const emails = kit.stream({
  name: 'emails',
  delivers: { engagements: emailType, attachments },
  overlapSeconds: indexLagSeconds,
  cursor: objectCursor,

  async *pages(context) {
    const inbox = createInboxEmails(context.client, context.scope);
    for await (const { records, cursor } of engagementPages(context, objectTypes.emails, inbox.without))
      yield { records, cursor };
  },

  normalize: { engagements: (found) => emailItem(found), attachments: (file) => attachmentItem(file) },
});

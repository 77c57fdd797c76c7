import { formSchema } from '../api-types-lists.js';
import { kit } from '../kit.js';
import { formItem } from '../normalize-account.js';
import { parse } from '../parse.js';
import { ticketForms } from '../record-types-lists.js';
import { listCursor, listPages, listRestSeconds } from './list-pages.js';

/** Forms that tickets are made with; not every plan has them. */
export const ticketFormStream = kit.stream({
  name: 'ticket-forms',
  delivers: { forms: ticketForms },
  cursor: listCursor,
  restSeconds: listRestSeconds,

  async *pages({ client, cursor }) {
    for await (const { rows, cursor: reached } of listPages(cursor, client.formPage))
      yield { records: { forms: rows }, cursor: reached };
  },

  normalize: { forms: (raw) => formItem(parse(formSchema, raw, 'ticket form')) },
});

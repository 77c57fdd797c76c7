import { policySchema } from '../api-types-lists.js';
import { kit } from '../kit.js';
import { policyItem } from '../normalize-account.js';
import { parse } from '../parse.js';
import { slaPolicies } from '../record-types-lists.js';
import { listCursor, listPages, listRestSeconds } from './list-pages.js';

/** What was promised to customers, as an inventory; not every plan has them. */
export const slaPolicyStream = kit.stream({
  name: 'sla-policies',
  delivers: { sla_policies: slaPolicies },
  cursor: listCursor,
  restSeconds: listRestSeconds,

  async *pages({ client, cursor }) {
    for await (const { rows, cursor: reached } of listPages(cursor, client.policyPage))
      yield { records: { sla_policies: rows }, cursor: reached };
  },

  normalize: { sla_policies: (raw) => policyItem(parse(policySchema, raw, 'SLA policy')) },
});

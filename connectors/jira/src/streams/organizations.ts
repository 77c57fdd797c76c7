import * as z from 'zod/mini';
import { organizationSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { organizationItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { organizations as organizationType } from '../record-types.js';
import { isServiceDesk } from './service-desk.js';

/** Companies that write to a service desk; other projects have none. */
export const organizations = kit.stream({
  name: 'organizations',
  delivers: { organizations: organizationType },
  cursor: z.object({ start: z.number() }),

  async *pages({ client, cursor, metadata, externalSyncUnit }) {
    if (!isServiceDesk(metadata)) return;
    for (let start = cursor?.start ?? 0; ; ) {
      const page = await client.organizationPage(externalSyncUnit.id, start);
      if (page.values.length === 0) return;
      start += page.values.length;
      yield { records: { organizations: page.values }, cursor: { start } };
      if (page.isLastPage === true) return;
    }
  },

  normalize: { organizations: (raw) => organizationItem(parse(organizationSchema, raw, 'organization')) },
});

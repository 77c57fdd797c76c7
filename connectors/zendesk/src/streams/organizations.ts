import * as z from 'zod/mini';
import { organizationSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { organizationItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { organizations as organizationType } from '../record-types.js';
import { startOf } from './export-pages.js';

/** Companies of end users, also those that were deleted: tickets go on naming them. */
export const organizations = kit.stream({
  name: 'organizations',
  delivers: { organizations: organizationType },
  cursor: z.object({ since: z.number(), isLast: z.boolean() }),
  // Exports leave the last minute out.
  overlapSeconds: 300,

  /**
   * A page begins with the second the one before has ended with, so its rows come again; one that brings nothing but
   * them is followed by the next second, because Zendesk would give it again for ever.
   */
  async *pages({ client, cursor, window }) {
    if (cursor?.isLast === true) return;
    let before = new Set<string>();
    for (let since = cursor?.since ?? startOf(window).since; ; ) {
      const page = await client.organizationExportPage(since);
      const end = page.end_time ?? since;
      since = end > since ? end : since + 1;
      const fresh = page.organizations.filter((raw) => !before.has(JSON.stringify(raw)));
      before = new Set(page.organizations.map((raw) => JSON.stringify(raw)));
      yield {
        records: { organizations: fresh },
        cursor: { since, isLast: page.end_of_stream },
      };
      if (page.end_of_stream) return;
    }
  },

  normalize: { organizations: (raw) => organizationItem(parse(organizationSchema, raw, 'organization')) },
});

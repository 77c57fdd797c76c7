import * as z from 'zod/mini';
import { auditRecordSchema } from '../api-types-on-request.js';
import { kit } from '../kit.js';
import { deletedIssueItem } from '../normalize-on-request.js';
import { parse } from '../parse.js';
import { deletions } from '../record-types-on-request.js';

/**
 * Issues of this project that the audit log says were deleted since the last run: for administrators, the only positive
 * evidence there is. An issue that was moved, or that the account may no longer see, is not in the log.
 */
export const deletedIssues = kit.stream({
  name: 'deleted-issues',
  delivers: { deletions },
  overlapSeconds: 300,
  cursor: z.object({ offset: z.number() }),

  async *pages({ client, cursor, options, window, externalSyncUnit }) {
    if (!options.deletions || window.from === undefined) return;
    const { key, projectKeys } = await client.project(externalSyncUnit.id);
    // What was deleted before the project was renamed is in the log under the key of that time.
    const keys = [key, ...(projectKeys ?? [])];
    for (let offset = cursor?.offset ?? 0; ; ) {
      const { records, total } = await client.auditPage(window.from, offset);
      if (records.length === 0) return;
      offset += records.length;
      yield { records: { deletions: records.filter((raw) => isIssueOf(keys, raw)) }, cursor: { offset } };
      if (offset >= total) return;
    }
  },

  normalize: { deletions: (raw) => deletedIssueItem(parse(auditRecordSchema, raw, 'audit record')) },
});

/** The filter of the log matches words loosely; `AB-1` is no issue of the project `A`. */
function isIssueOf(projectKeys: readonly string[], raw: unknown): boolean {
  const { data } = z.safeParse(auditRecordSchema, raw);
  if (data?.objectItem.typeName !== 'ISSUE_DELETE') return false;
  const { name } = data.objectItem;
  return projectKeys.some((key) => name.startsWith(`${key}-`) && /^\d+$/.test(name.slice(key.length + 1)));
}

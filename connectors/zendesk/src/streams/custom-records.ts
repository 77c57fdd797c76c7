import * as z from 'zod/mini';
import { objectRecordSchema } from '../api-types-lists.js';
import { kit } from '../kit.js';
import { objectRecordItem } from '../normalize-account.js';
import { parse } from '../parse.js';
import { customObjects } from '../record-types-lists.js';

const prefix = customObjects.itemType('');
const changeSchema = z.object({ updated_at: z.string() });

/** Records of the custom objects that this run has declared, object by object. */
export const customRecords = kit.stream({
  name: 'custom-records',
  delivers: { custom_objects: customObjects },
  after: ['users'],
  overlapSeconds: 300,

  prepare: async ({ metadata }) => ({ recordTypes: metadata.record_types }),

  cursor: z.object({ key: z.string(), after: z.string(), isLast: z.boolean() }),

  /** A first run goes by id, which nothing moves; later ones from the latest change back to where the window begins. */
  async *pages({ client, cursor, window: { from }, scope, prepared }) {
    const keys = Object.keys(prepared.recordTypes)
      .filter((itemType) => itemType.startsWith(prefix) && scope.includes(itemType))
      .map((itemType) => itemType.slice(prefix.length))
      .sort();
    for (const key of keys) {
      if (cursor !== undefined && (key < cursor.key || (key === cursor.key && cursor.isLast))) continue;
      for (let after = cursor?.key === key ? cursor.after : ''; ; ) {
        const page = await client.objectRecordPage(key, after, from === undefined ? 'id' : '-updated_at');
        const rows = page.rows.filter((row) => !isBefore(row, from));
        after = page.next || after;
        const isLast = page.next === '' || rows.length < page.rows.length;
        yield { records: { custom_objects: rows }, cursor: { key, after, isLast } };
        if (isLast) break;
      }
    }
  },

  normalize: {
    custom_objects: (raw, { prepared }) =>
      objectRecordItem(parse(objectRecordSchema, raw, 'custom object record'), prepared.recordTypes),
  },
});

function isBefore(row: unknown, from: string | undefined): boolean {
  const { data } = z.safeParse(changeSchema, row);
  return from !== undefined && data !== undefined && Date.parse(data.updated_at) < Date.parse(from);
}

import { permissionGroupSchema } from '../api-types-knowledge.js';
import { kit } from '../kit.js';
import { permissionGroupItem } from '../normalize-knowledge.js';
import { parse } from '../parse.js';
import { permissionGroups as permissionGroupType } from '../record-types-knowledge.js';
import { firstCenter } from './first-center.js';
import { listCursor, listPages, listRestSeconds } from './list-pages.js';

/** Who may edit articles; the account has one list for all its Help Centers. */
export const permissionGroups = kit.stream({
  name: 'permission-groups',
  delivers: { permission_groups: permissionGroupType },
  cursor: listCursor,
  restSeconds: listRestSeconds,

  async *pages({ client, cursor, options }) {
    const center = options.help_center ? await firstCenter(client) : undefined;
    if (center === undefined) return;
    for await (const { rows, cursor: reached } of listPages(cursor, center.permissionGroupPage))
      yield { records: { permission_groups: rows }, cursor: reached };
  },

  normalize: {
    permission_groups: (raw) => permissionGroupItem(parse(permissionGroupSchema, raw, 'permission group')),
  },
});

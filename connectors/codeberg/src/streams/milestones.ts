import { kit } from '../kit.js';
import { milestoneItem } from '../normalize.js';
import { milestones as milestoneType } from '../record-types.js';
import { numberedPages, pageCursor } from './numbered-pages.js';

/** Nothing tells which of them changed: they are few, and read whole in every run. */
export const milestones = kit.stream({
  name: 'milestones',
  delivers: { milestones: milestoneType },
  cursor: pageCursor,

  async *pages({ client, cursor, externalSyncUnit: { id } }) {
    const pages = numberedPages('the milestones', cursor, (page) => client.milestonePage(id, page));
    for await (const { rows, cursor: reached } of pages)
      yield { records: { milestones: rows }, cursor: reached };
  },

  normalize: { milestones: (raw) => milestoneItem(raw) },
});

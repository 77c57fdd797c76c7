import * as z from 'zod/mini';
import { segmentSchema } from '../api-types-knowledge.js';
import { kit } from '../kit.js';
import { segmentItem, segmentMemberItem } from '../normalize-knowledge.js';
import { parse } from '../parse.js';
import { userSegmentMembers, userSegments as userSegmentType } from '../record-types-knowledge.js';
import { firstCenter } from './first-center.js';
import { listCursor, listPages, listRestSeconds } from './list-pages.js';

const membersSchema = z.object({ added_user_ids: z.array(z.number()) });

/** Who may read articles; the account has one list for all its Help Centers. */
export const userSegments = kit.stream({
  name: 'user-segments',
  delivers: { user_segments: userSegmentType, user_segment_members: userSegmentMembers },
  cursor: listCursor,
  restSeconds: listRestSeconds,

  async *pages({ client, cursor, options }) {
    const center = options.help_center ? await firstCenter(client) : undefined;
    if (center === undefined) return;
    for await (const { rows, cursor: reached } of listPages(cursor, center.segmentPage))
      yield {
        records: { user_segments: rows, user_segment_members: rows.flatMap(membersOf) },
        cursor: reached,
      };
  },

  normalize: {
    user_segments: (raw) => segmentItem(parse(segmentSchema, raw, 'user segment')),
    user_segment_members: ({ segment, member }) =>
      segmentMemberItem(parse(segmentSchema, segment, 'user segment'), member),
  },
});

function membersOf(segment: unknown): { segment: unknown; member: string }[] {
  const { data } = z.safeParse(membersSchema, segment);
  return (data?.added_user_ids ?? []).map((id) => ({ segment, member: String(id) }));
}

import { hasSameWords, type RichTextInput, type Written } from '@airdrop-connectors/core';
import { notes } from '../engagement-types.js';
import { kit } from '../kit.js';
import { noteBody } from '../normalize-engagements.js';
import { markIn, withMark } from '../note-marks.js';
import { objectTypes } from '../object-types.js';
import type { FoundObject } from '../streams/object-page.js';
import { acceptedProperties, refusedFields } from './accepted-properties.js';
import { heldRecord } from './held-record.js';
import { markedNote } from './marked-notes.js';
import { parentWith } from './parents.js';
import { withoutNothing } from './pipeline-records.js';
import { newAssociations } from './relations.js';
import { heldReply, isMessageId, keptOfReply, sendReply, sentReply } from './replies.js';
import { htmlOf, readsBack } from './values.js';

/** What DevRev shows of a note that says nothing. */
const emptyNote = ['(empty note)'];

const staysInternal =
  'It is a note, which customers never see. Answer them in HubSpot, or with the option "Replies to customers" in another comment.';

/** Notes as they were read, which keep their mark when they are changed. */
const readBefore = new WeakMap<object, FoundObject>();

/**
 * What people say among themselves, which only members of the portal see; and what they say to customers, where replies
 * are asked for.
 */
export const noteLoader = kit.loader({
  loads: notes,
  inOrderOf: ({ data }) => data.parent ?? '',

  async create({ client, item, key, options }) {
    const { body, owner, parent, visibility } = item.data;
    const isForCustomer = visibility === 'public';
    if (isForCustomer && options.replies) return sendReply({ client, item });
    const [type, id] = await parentWith(client, parent);
    const { answer, refused } = await acceptedProperties(
      withoutNothing({
        hs_timestamp: item.createdDate,
        hs_note_body: withMark(htmlOf(body), key),
        hubspot_owner_id: owner ?? '',
      }),
      ['hs_timestamp', 'hs_note_body'],
      (accepted) => client.createObject('notes', accepted, newAssociations('notes', { [type]: [id] })),
    );
    return {
      ...version(answer, body),
      refused: { ...fieldsOf(refused), ...(isForCustomer && { visibility: staysInternal }) },
    };
  },

  async find({ client, item, key, options, since, isTaken }) {
    const found = await markedNote(client, await parentWith(client, item.data.parent), key);
    if (found !== undefined) return version(found, item.data.body);
    if (item.data.visibility !== 'public' || !options.replies) return undefined;
    return sentReply({ client, item }, { since, isTaken });
  },

  update: {
    async read({ client, item, id }) {
      if (isMessageId(id)) return heldReply({ client, item }, id);
      const found = await heldRecord(client, objectTypes.notes, id, {});
      if (found === undefined) return undefined;
      readBefore.set(item, found);
      const body = noteBody(found);
      const isSame = hasSameWords(item.data.body, body ?? emptyNote);
      return {
        modifiedDate: new Date(found.updatedAt).toISOString(),
        data: { body: isSame ? item.data.body : body, visibility: 'internal' as const },
      };
    },

    async write({ client, item, id, changes }) {
      if (isMessageId(id)) return { id, refused: keptOfReply(changes) };
      const kept = changes.visibility === 'public' ? { visibility: staysInternal } : {};
      if (changes.body === undefined) return { id, refused: kept };
      const mark = markIn(readBefore.get(item)?.properties.hs_note_body);
      const html = htmlOf(changes.body);
      const { answer, refused } = await acceptedProperties(
        { hs_note_body: mark === undefined ? html : withMark(html, mark) },
        [],
        (accepted) => client.updateObject('notes', id, accepted),
      );
      return { ...version(answer, changes.body), refused: { ...fieldsOf(refused), ...kept } };
    },
  },
});

function version(
  { id, updatedAt }: { id: string; updatedAt: string | number },
  body: RichTextInput | null | undefined,
): Written {
  return { id, ...(readsBack(body) && { modifiedDate: new Date(updatedAt).toISOString() }) };
}

function fieldsOf(problems: Readonly<Record<string, string>>): Record<string, string> {
  return refusedFields(problems, { hs_note_body: 'body', hubspot_owner_id: 'owner' }, '');
}

import { nextAfter } from '../api/answers.js';
import { listSize } from '../api/objects.js';
import type { HubspotClient } from '../client.js';
import { markIn } from '../note-marks.js';
import { chunks } from '../streams/chunks.js';
import { type FoundObject, readObject } from '../streams/object-page.js';
import type { Parent } from './parents.js';

/**
 * The note with a mark, among those of the record it hangs on: that list knows a note as soon as it was made, which a
 * search does not.
 */
export async function markedNote(
  client: HubspotClient,
  [type, id]: Parent,
  key: string,
): Promise<FoundObject | undefined> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const [row] = await client.associationsOf(type, 'notes', [{ id, ...(after !== '' && { after }) }]);
    const ids = row?.to.map(({ toObjectId }) => toObjectId) ?? [];
    for (const some of chunks(ids, listSize)) {
      const properties = ['hs_note_body', 'hs_attachment_ids'];
      const notes = (await client.batchRead('notes', some, { properties, history: [] })).map(readObject);
      const found = notes.find((note) => markIn(note.properties.hs_note_body) === key);
      if (found !== undefined) return found;
    }
    after = row && nextAfter(row, after, `notes of ${type}`);
  }
  return undefined;
}

import { type LoadFile, RecordError } from '@airdrop-connectors/core';
import type { HubspotClient } from '../client.js';
import { kit } from '../kit.js';
import { withMark } from '../note-marks.js';
import { attachmentId } from '../streams/engagement-files.js';
import { listOf } from '../values.js';
import { markedNote } from './marked-notes.js';
import { type Parent, parentWith } from './parents.js';
import { newAssociations } from './relations.js';
import { htmlOf } from './values.js';

/** Types of HubSpot that have notes, by those of DevRev. */
const noted: ReadonlySet<string> = new Set(['ticket', 'opportunity', 'comment']);

/**
 * A file hangs on nothing until a note brings it. It is sent before, into a folder of its own, where HubSpot keeps it
 * once however often it is sent.
 */
export const fileLoader = kit.fileLoader({
  async create({ client, file, key, open }) {
    const [type, id] = await recordOf(client, file);
    const fileId = await client.upload(file, `/devrev/${key}`, open);
    const note = await client.createObject(
      'notes',
      {
        hs_timestamp: file.createdDate,
        hs_note_body: withMark(htmlOf([`File added in DevRev: ${file.fileName}`]), key),
        hs_attachment_ids: fileId,
      },
      newAssociations('notes', { [type]: [id] }),
    );
    return { id: attachmentId(note.id, fileId), modifiedDate: note.updatedAt };
  },

  async find({ client, file, key }) {
    const note = await markedNote(client, await recordOf(client, file), key);
    const [fileId] = listOf(note?.properties.hs_attachment_ids);
    if (note === undefined || fileId === undefined) return undefined;
    return { id: attachmentId(note.id, fileId), modifiedDate: new Date(note.updatedAt).toISOString() };
  },
});

function recordOf(client: HubspotClient, file: LoadFile): Promise<Parent> {
  const { parentId, grandParentId, parentType } = file;
  if (noted.has(parentType)) return parentWith(client, parentType === 'comment' ? grandParentId : parentId);
  throw new RecordError('HubSpot keeps files with tickets and deals only. Add the file to one of these.', {
    code: 'file_without_place',
    isLimitation: true,
  });
}

import { type LoadFile, RecordError } from '@airdrop-connectors/core';
import { kit } from '../kit.js';
import { markedComment } from './marked-comments.js';
import { noteName } from './marks.js';

/**
 * Zendesk takes files with a comment only: one for agents says which file it is. The file itself is sent before, and lies
 * for three days where a comment can take it from.
 */
export const fileLoader = kit.fileLoader({
  async create({ client, file, key, open }) {
    const token = await client.upload(file, open);
    const { id, files, changedAt } = await client.addComment(ticketOf(file), {
      comment: { body: `File added in DevRev: ${file.fileName}`, public: false, uploads: [token] },
      metadata: { [noteName]: key },
    });
    return { id: files[0] ?? id, modifiedDate: changedAt };
  },

  async find({ client, file, key, since }) {
    const found = await markedComment(client, ticketOf(file), { key, since });
    return found && { id: found.attachments?.[0]?.id ?? found.id, modifiedDate: found.created_at };
  },
});

/** Ids of tickets are numbers; those of comments have many more digits, and those of other objects letters. */
function ticketOf({ parentId, grandParentId, parentType }: LoadFile): string {
  const ticketId = parentType === 'comment' ? (grandParentId ?? '') : parentId;
  if (/^\d+$/.test(ticketId)) return ticketId;
  throw new RecordError('Zendesk keeps files with tickets only. Add the file to the ticket.', {
    code: 'parent_not_loaded',
    isLimitation: true,
  });
}

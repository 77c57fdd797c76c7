import { type RichTextInput, richTextToPlainText } from '@airdrop-connectors/core';
import { kit } from '../kit.js';
import { commentItem } from '../normalize.js';
import { comments } from '../record-types.js';
import { parentTask } from './parents.js';

/** The service keeps plain text, and nobody changes who wrote it. */
export const commentLoader = kit.loader({
  loads: comments,
  inOrderOf: ({ data }) => data.task ?? '',

  async create({ client, item, key }) {
    const { text, person } = item.data;
    const taskId = parentTask(item.data.task);
    const members = { text: wordsOf(text), person: person ?? '', reference: key };
    return written(await client.createComment(taskId, members), taskId);
  },

  async find({ client, item, key }) {
    const taskId = parentTask(item.data.task);
    const found = await client.commentByReference(taskId, key);
    return found && written(found, taskId);
  },

  update: {
    async read({ client, item, id }) {
      const raw = await client.comment(parentTask(item.data.task), id);
      if (raw === undefined) return undefined;
      const isSame = wordsOf(item.data.text) === raw.text;
      const { data, modifiedDate } = commentItem({ raw, taskId: parentTask(item.data.task) });
      return { modifiedDate, data: { text: isSame ? item.data.text : data.text } };
    },
    async write({ client, item, id, changes }) {
      const taskId = parentTask(item.data.task);
      return written(await client.updateComment(taskId, id, { text: wordsOf(changes.text) }), taskId);
    },
  },
});

function wordsOf(text: RichTextInput | null | undefined): string {
  return richTextToPlainText(text ?? '').text;
}

function written(raw: unknown, taskId: string) {
  const { id, modifiedDate } = commentItem({ raw, taskId });
  return { id, modifiedDate };
}

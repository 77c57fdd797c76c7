import { RecordError, type RichTextInput, richTextToPlainText } from '@airdrop-connectors/core';
import { kit } from '../kit.js';
import { commentItem } from '../normalize.js';
import { comments } from '../record-types.js';

/** The service keeps plain text, and nobody changes who wrote it. */
export const commentLoader = kit.loader({
  loads: comments,
  inOrderOf: ({ data }) => data.task ?? '',

  async create({ client, item, key }) {
    const { text, person } = item.data;
    const taskId = taskOf(item.data.task);
    const members = { text: wordsOf(text), person: person ?? '', reference: key };
    return written(await client.createComment(taskId, members), taskId);
  },

  async find({ client, item, key }) {
    const taskId = taskOf(item.data.task);
    const found = await client.commentByReference(taskId, key);
    return found && written(found, taskId);
  },

  update: {
    async read({ client, item, id }) {
      const raw = await client.comment(taskOf(item.data.task), id);
      if (raw === undefined) return undefined;
      const isSame = wordsOf(item.data.text) === raw.text;
      const { data, modifiedDate } = commentItem({ raw, taskId: taskOf(item.data.task) });
      return { modifiedDate, data: { text: isSame ? item.data.text : data.text } };
    },
    async write({ client, item, id, changes }) {
      const taskId = taskOf(item.data.task);
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

/** @throws RecordError for a comment on something that is not in the service */
function taskOf(task: string | null | undefined): string {
  if (task) return task;
  throw new RecordError('The comment is on an object that is not in To-do. It is written with that object.', {
    code: 'parent_not_loaded',
  });
}

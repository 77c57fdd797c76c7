import type { LoadFile } from '@airdrop-connectors/core';
import { kit } from '../kit.js';
import { parentTask } from './parents.js';

/** Files hang on tasks; those of a comment go to its task. */
export const fileLoader = kit.fileLoader({
  async create({ client, file, key, open }) {
    const { fileName: name, contentType, bytes } = file;
    const upload = { name, contentType, bytes, reference: key };
    const { id, added } = await client.createFile(taskOf(file), upload, open);
    return { id, modifiedDate: added };
  },

  async find({ client, file, key }) {
    const found = await client.fileByReference(taskOf(file), key);
    return found && { id: found.id, modifiedDate: found.added };
  },
});

function taskOf({ parentType, parentId, grandParentId }: LoadFile): string {
  return parentTask(parentType === 'comment' ? grandParentId : parentId);
}

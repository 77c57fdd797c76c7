import { kit } from '../kit.js';
import { taskItem } from '../normalize.js';
import { tasks } from '../record-types.js';

export const taskLoader = kit.loader({
  loads: tasks,

  async create({ client, item, key, externalSyncUnit }) {
    const { title = '', state = 'open', person } = item.data;
    const members = { title, state, person: person ?? '', reference: key };
    return written(await client.createTask(externalSyncUnit.id, members));
  },

  async find({ client, key, externalSyncUnit }) {
    const found = await client.taskByReference(externalSyncUnit.id, key);
    return found && written(found);
  },

  update: {
    async read({ client, id }) {
      const raw = await client.task(id);
      if (raw === undefined) return undefined;
      const { data, modifiedDate } = taskItem(raw);
      return { data, modifiedDate };
    },
    write: async ({ client, id, changes: { title, state, person } }) =>
      written(
        await client.updateTask(id, {
          ...(title !== undefined && { title }),
          ...(state !== undefined && { state }),
          ...(person !== undefined && { person: person ?? '' }),
        }),
      ),
  },
});

function written(raw: unknown) {
  const { id, modifiedDate } = taskItem(raw);
  return { id, modifiedDate };
}

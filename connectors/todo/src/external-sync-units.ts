import type { ExternalSyncUnit } from '@airdrop-connectors/core';
import type { TodoClient } from './client.js';

/** Each list can be synced by itself. */
export async function* externalSyncUnits({
  client,
}: {
  client: TodoClient;
}): AsyncGenerator<ExternalSyncUnit[], void, void> {
  const lists = await client.lists();
  yield lists.map(({ id, name, task_count: itemCount }) => ({
    id,
    name,
    description: `To-do list ${name}`,
    ...(typeof itemCount === 'number' && { itemCount }),
    itemType: 'tasks',
  }));
}

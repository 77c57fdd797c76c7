import { defineSnapIn, secretConnection } from '@airdrop-connectors/core/snap-in';

/** Answers whoever has a credential with the account it is for. */
const account = {
  url: 'https://api.todo.example/v1/account',
  headers: { Authorization: 'Bearer [API_KEY]', Accept: 'application/json' },
};

/** How the connector is deployed; nothing at run time imports this. */
export const snapIn = defineSnapIn({
  systemName: 'To-do',
  slug: 'airdrop-todo-snap-in',
  description: 'Brings the tasks of a To-do account into DevRev.',
  connections: [
    secretConnection({
      id: 'todo-token',
      name: 'To-do API token',
      description: 'For an account of To-do.',
      organization: { ...account, jq: '{id: .id, name: .name}' },
      fields: [{ id: 'token', name: 'API token', description: 'Made in the settings of the account.' }],
      verification: account,
    }),
  ],
});

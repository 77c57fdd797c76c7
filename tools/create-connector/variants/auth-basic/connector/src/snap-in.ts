import { defineSnapIn, secretConnection } from '@airdrop-connectors/core/snap-in';

/** Answers whoever has a credential with the account it is for. */
const account = {
  url: 'https://api.todo.example/v1/account',
  headers: { Authorization: 'Basic [API_KEY]', Accept: 'application/json' },
};

/** How the connector is deployed; nothing at run time imports this. */
export const snapIn = defineSnapIn({
  systemName: 'To-do',
  slug: 'airdrop-todo-snap-in',
  description: 'Brings the tasks of a To-do account into DevRev.',
  connections: [
    secretConnection({
      id: 'todo-api-key',
      name: 'To-do API key',
      description: 'For an account of To-do.',
      organization: { ...account, jq: '{id: .id, name: .name}' },
      fields: [
        { id: 'email', name: 'E-mail', description: 'Address of whoever the key belongs to.' },
        { id: 'api_key', name: 'API key', description: 'Made in the settings of the account.' },
      ],
      // The credential of Basic authorization, so that the platform can verify it with a header.
      transform: '.email + ":" + .api_key | @base64',
      verification: account,
    }),
  ],
});

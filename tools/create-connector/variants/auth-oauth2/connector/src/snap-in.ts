import { defineSnapIn, oauthConnection } from '@airdrop-connectors/core/snap-in';

/** How the connector is deployed; nothing at run time imports this. */
export const snapIn = defineSnapIn({
  systemName: 'To-do',
  slug: 'airdrop-todo-snap-in',
  description: 'Brings the tasks of a To-do account into DevRev.',
  connections: [
    oauthConnection({
      id: 'todo-oauth',
      name: 'To-do',
      description: 'Sign in at To-do and choose the account.',
      organization: {
        url: 'https://api.todo.example/v1/account',
        headers: { Authorization: 'Bearer [ACCESS_TOKEN]', Accept: 'application/json' },
        jq: '{id: .id, name: .name}',
      },
      clientKeyring: {
        name: 'todo-oauth-secret',
        displayName: 'To-do app',
        description: 'Client id and secret of an app made at To-do.',
      },
      // https://api.todo.example/docs/oauth#scopes
      scopes: [{ value: 'tasks', reason: 'Reads and writes tasks, comments and files.' }],
      scopeDelimiter: ' ',
      authorizeUrl: 'https://api.todo.example/oauth/authorize',
      tokenUrl: 'https://api.todo.example/oauth/token',
    }),
  ],
});

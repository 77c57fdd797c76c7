import { defineSnapIn, secretConnection } from '@airdrop-connectors/core/snap-in';

/** Answers whoever has a token with the account it is for. */
const user = {
  url: 'https://codeberg.org/api/v1/user',
  headers: { Authorization: 'Bearer [API_KEY]', Accept: 'application/json' },
};

/** How the connector is deployed; nothing at run time imports this. */
export const snapIn = defineSnapIn({
  systemName: 'Codeberg',
  slug: 'airdrop-codeberg-snap-in',
  description: 'Brings the issues of Codeberg repositories into DevRev.',
  connections: [
    secretConnection({
      id: 'codeberg-token',
      name: 'Codeberg access token',
      description: 'For an account of Codeberg.',
      organization: { ...user, jq: '{id: (.id | tostring), name: .login}' },
      fields: [
        {
          id: 'token',
          name: 'Access token',
          description: 'Settings, Applications; with the scopes read:repository, read:issue and read:user.',
        },
      ],
      verification: user,
    }),
  ],
});

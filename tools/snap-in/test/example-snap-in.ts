import { defineSnapIn, oauthConnection, secretConnection } from '@airdrop-connectors/core/snap-in';

/** Uses everything a description can say. */
export const example = defineSnapIn({
  systemName: 'Boxes',
  slug: 'airdrop-boxes-snap-in',
  description: 'Syncs boxes.',
  connections: [
    oauthConnection({
      id: 'boxes-oauth',
      name: 'Boxes',
      description: 'Sign in at Boxes.',
      organization: {
        url: 'https://api.boxes.example/sites',
        headers: { Authorization: 'Bearer [ACCESS_TOKEN]' },
        jq: '.[] | {id: .id, name: .name}',
      },
      clientKeyring: { name: 'boxes-oauth-secret', displayName: 'Boxes app', description: 'Id and secret.' },
      scopes: [{ value: 'read:boxes', reason: 'Reads boxes.' }],
      scopeDelimiter: ' ',
      authorizeUrl: 'https://auth.boxes.example/authorize',
      authorizeParameters: { prompt: 'consent' },
      tokenUrl: 'https://auth.boxes.example/token',
      revoke: {
        url: 'https://auth.boxes.example/revoke',
        method: 'POST',
        query: { token: '[ACCESS_TOKEN]' },
      },
    }),
    secretConnection({
      id: 'boxes-token',
      name: 'Boxes API token',
      description: 'A token of an administrator.',
      organization: 'subdomain',
      fields: [
        { id: 'email', name: 'E-mail', description: 'Of the account.' },
        { id: 'token', name: 'Token', description: 'Made in the profile.' },
      ],
      transform: '.email + ":" + .token | @base64',
      verification: {
        url: 'https://[SUBDOMAIN].boxes.example/me',
        headers: { Authorization: 'Basic [API_KEY]' },
      },
    }),
  ],
  options: {
    with_history: {
      kind: 'boolean',
      label: 'History',
      description: 'Brings the history of boxes too.',
      defaultValue: false,
    },
    colours: {
      kind: 'enum',
      label: 'Colours',
      description: 'Which boxes are brought.',
      choices: { all: 'All', red: 'Only red ones' },
      defaultValue: 'all',
    },
  },
});

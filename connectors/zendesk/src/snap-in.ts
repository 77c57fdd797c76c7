import { defineSnapIn, oauthConnection, secretConnection } from '@airdrop-connectors/core/snap-in';
import { options } from './options.js';

/** Refuses whoever is nobody; `users/me` answers anybody, with a user who has no name. */
const verifiedWith = 'https://[SUBDOMAIN].zendesk.com/api/v2/users.json?per_page=1';

/** How the connector is deployed; nothing at run time imports this. */
export const snapIn = defineSnapIn({
  systemName: 'Zendesk',
  slug: 'airdrop-zendesk-snap-in',
  description:
    'Brings the tickets of a Zendesk account into DevRev, and what changes there back into Zendesk.',
  connections: [
    oauthConnection({
      id: 'zendesk-oauth',
      name: 'Zendesk',
      description: 'Sign in at Zendesk as an administrator: Zendesk lets nobody else export tickets.',
      organization: 'subdomain',
      clientKeyring: {
        name: 'zendesk-oauth-secret',
        displayName: 'Zendesk OAuth client',
        description: 'Identifier and secret of an OAuth client made in the Admin Center of Zendesk.',
      },
      // https://developer.zendesk.com/api-reference/ticketing/oauth/oauth_clients/
      scopes: [
        { value: 'read', reason: 'Reads people, tickets, comments and files.' },
        {
          value: 'write',
          reason: 'Writes tickets, comments and files that people in DevRev make or change.',
        },
      ],
      scopeDelimiter: ' ',
      authorizeUrl: 'https://[SUBDOMAIN].zendesk.com/oauth/authorizations/new',
      tokenUrl: 'https://[SUBDOMAIN].zendesk.com/oauth/tokens',
      tokenParameters: { expires_in: '1800' },
    }),
    secretConnection({
      id: 'zendesk-api-token',
      name: 'Zendesk API token',
      description: 'For whoever holds a token already: Zendesk ends them on 2027-04-30.',
      organization: 'subdomain',
      fields: [
        { id: 'email', name: 'E-mail', description: 'Address of the administrator the token is used as.' },
        { id: 'api_token', name: 'API token', description: 'Made in the Admin Center of Zendesk.' },
      ],
      // The credential of Basic authorization, so that the platform can verify it with a header.
      transform: '.email + "/token:" + .api_token | @base64',
      verification: {
        url: verifiedWith,
        headers: { Authorization: 'Basic [API_KEY]', Accept: 'application/json' },
      },
    }),
  ],
  options,
});

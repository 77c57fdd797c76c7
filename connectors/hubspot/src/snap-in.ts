import { defineSnapIn, oauthConnection, secretConnection } from '@airdrop-connectors/core/snap-in';
import { options } from './options.js';

/** Open to every token, and refuses whoever has none. https://developers.hubspot.com/docs/api-reference/account-account-info */
const account = 'https://api.hubapi.com/account-info/2026-09/details';
/** The answer knows no name of the company. */
const organization = '{id: (.portalId | tostring), name: (.uiDomain + " / " + (.portalId | tostring))}';
const tokens = 'https://api.hubapi.com/oauth/2026-03/token';

/** How the connector is deployed; nothing at run time imports this. */
export const snapIn = defineSnapIn({
  systemName: 'HubSpot',
  slug: 'airdrop-hubspot-snap-in',
  description:
    'Brings tickets, conversations, people, companies and deals of a HubSpot portal into DevRev, and what changes there back.',
  connections: [
    oauthConnection({
      id: 'hubspot-oauth',
      name: 'HubSpot',
      description: 'Sign in at HubSpot as a super admin and choose the portal.',
      organization: {
        url: account,
        headers: { Authorization: 'Bearer [ACCESS_TOKEN]', Accept: 'application/json' },
        jq: organization,
      },
      clientKeyring: {
        name: 'hubspot-oauth-secret',
        displayName: 'HubSpot app',
        description: 'Client id and secret of an app made on the developer platform of HubSpot.',
      },
      // https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes
      scopes: [
        { value: 'oauth', reason: 'Names the portal.' },
        { value: 'tickets', reason: 'Reads and writes tickets, reads their properties and pipelines.' },
        { value: 'crm.objects.contacts.read', reason: 'Reads contacts, and what was noted about them.' },
        { value: 'crm.objects.companies.read', reason: 'Reads companies.' },
        { value: 'crm.objects.deals.read', reason: 'Reads deals.' },
        { value: 'crm.objects.owners.read', reason: 'Reads whom records belong to.' },
        { value: 'crm.objects.line_items.read', reason: 'Reads line items.' },
        { value: 'crm.objects.products.read', reason: 'Reads products.' },
        { value: 'crm.objects.custom.read', reason: 'Reads custom objects.' },
        { value: 'crm.schemas.custom.read', reason: 'Reads which custom objects there are.' },
        { value: 'sales-email-read', reason: 'Reads what e-mails say.' },
        { value: 'settings.users.read', reason: 'Reads users, who write messages.' },
        { value: 'settings.users.teams.read', reason: 'Reads teams.' },
        { value: 'settings.currencies.read', reason: 'Reads what currencies are worth.' },
        { value: 'conversations.read', reason: 'Reads conversations of tickets.' },
        { value: 'files', reason: 'Reads attachments, and keeps files that people in DevRev add.' },
        {
          value: 'files.ui_hidden.read',
          reason: 'Reads attachments of notes and messages, which are hidden files.',
        },
        {
          value: 'crm.objects.contacts.write',
          reason: 'Writes notes and tasks; contacts themselves are only read.',
        },
        { value: 'crm.objects.deals.write', reason: 'Writes deals.' },
        { value: 'crm.objects.custom.write', reason: 'Writes records of custom objects.' },
        {
          value: 'crm.schemas.deals.write',
          reason: 'Adds a property to deals that marks what was made from DevRev.',
        },
        { value: 'crm.schemas.custom.write', reason: 'Adds the same property to custom objects.' },
        {
          value: 'crm.schemas.contacts.write',
          reason: 'Adds the same property to tasks, which come with contacts.',
        },
        { value: 'content', reason: 'Reads the index of the knowledge base.' },
      ],
      scopeDelimiter: ' ',
      authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
      // For replies to customers, which are an option: an app may leave it out.
      authorizeParameters: { optional_scope: 'conversations.write' },
      tokenUrl: tokens,
    }),
    secretConnection({
      id: 'hubspot-token',
      name: 'HubSpot service key',
      description: 'A service key, or the token of a private app that exists already.',
      organization: {
        url: account,
        headers: { Authorization: 'Bearer [API_KEY]', Accept: 'application/json' },
        jq: organization,
      },
      fields: [
        {
          id: 'token',
          name: 'Service key',
          description: 'Made in HubSpot under Development, Keys, Service keys.',
        },
      ],
      verification: {
        url: account,
        headers: { Authorization: 'Bearer [API_KEY]', Accept: 'application/json' },
      },
    }),
  ],
  options,
});

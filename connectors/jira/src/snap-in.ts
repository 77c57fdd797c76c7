import { defineSnapIn, oauthConnection, secretConnection } from '@airdrop-connectors/core/snap-in';
import { options } from './options.js';

/** How the connector is deployed; nothing at run time imports this. */
export const snapIn = defineSnapIn({
  systemName: 'Jira',
  slug: 'airdrop-jira-snap-in',
  description:
    'Brings Jira Cloud projects into DevRev, keeps them up to date, and writes back what people in DevRev do.',
  connections: [
    secretConnection({
      id: 'jira-api-token',
      name: 'Jira API token',
      description:
        'An API token without scopes. Type the name of your site, which is acme for acme.atlassian.net, as the subdomain.',
      organization: 'subdomain',
      fields: [
        { id: 'email', name: 'E-mail', description: 'Address of the account the token belongs to.' },
        {
          id: 'token',
          name: 'API token',
          description: 'Made at id.atlassian.com under Security, API tokens, without scopes.',
        },
      ],
      // The credential of Basic authorization, so that the platform can verify it with a header.
      transform: '.email + ":" + .token | @base64',
      verification: {
        // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/#api-rest-api-3-myself-get
        url: 'https://[SUBDOMAIN].atlassian.net/rest/api/3/myself',
        headers: { Authorization: 'Basic [API_KEY]', Accept: 'application/json' },
      },
    }),
    secretConnection({
      id: 'jira-scoped-api-token',
      name: 'Jira API token with scopes',
      description:
        'An API token with scopes, which service accounts must use. The connector needs the name of your site, such as acme for acme.atlassian.net, as the subdomain.',
      organization: 'subdomain',
      fields: [
        { id: 'email', name: 'E-mail', description: 'Address of the account the token belongs to.' },
        {
          id: 'token',
          name: 'API token',
          description: 'Made with the scopes that the README of the connector names.',
        },
      ],
      transform: '.email + ":" + .token | @base64',
      verification: {
        // Such tokens are refused at the site; its gateway needs an id that nobody knows by heart. The site is verified
        // here, the token by the first sync.
        url: 'https://[SUBDOMAIN].atlassian.net/_edge/tenant_info',
      },
    }),
    oauthConnection({
      id: 'jira-oauth',
      name: 'Jira',
      description: 'Sign in at Atlassian and choose the site.',
      organization: {
        // https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/#3-1-get-the-cloudid-for-your-site
        url: 'https://api.atlassian.com/oauth/token/accessible-resources',
        headers: { Authorization: 'Bearer [ACCESS_TOKEN]', Accept: 'application/json' },
        jq: '.[] | select(.scopes | any(contains("jira"))) | {id: .id, name: .name}',
      },
      clientKeyring: {
        name: 'jira-oauth-secret',
        displayName: 'Atlassian OAuth app',
        description: 'Client id and secret of an OAuth 2.0 app made at developer.atlassian.com.',
      },
      scopes: [
        { value: 'read:jira-work', reason: 'Reads projects, issues, comments, worklogs and files.' },
        {
          value: 'write:jira-work',
          reason: 'Writes issues, comments, links and files that people in DevRev make or change.',
        },
        { value: 'read:jira-user', reason: 'Reads people.' },
        { value: 'read:board-scope:jira-software', reason: 'Finds the boards that sprints belong to.' },
        { value: 'read:project:jira', reason: 'Finds the projects of boards.' },
        { value: 'read:sprint:jira-software', reason: 'Reads sprints.' },
        { value: 'read:issue-details:jira', reason: 'Reads issues of sprints.' },
        { value: 'write:sprint:jira-software', reason: 'Puts issues into sprints.' },
        {
          value: 'write:board-scope:jira-software',
          reason: 'Takes issues out of sprints.',
        },
        { value: 'read:servicedesk-request', reason: 'Reads organizations of service desks.' },
        {
          value: 'manage:servicedesk-customer',
          reason: 'Reads customers of service desks and members of their organizations.',
        },
        { value: 'offline_access', reason: 'Keeps syncing without signing in again.' },
      ],
      scopeDelimiter: ' ',
      authorizeUrl: 'https://auth.atlassian.com/authorize',
      authorizeParameters: { audience: 'api.atlassian.com', prompt: 'consent' },
      tokenUrl: 'https://auth.atlassian.com/oauth/token',
    }),
  ],
  options,
});

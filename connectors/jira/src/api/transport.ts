import {
  AuthenticationError,
  type ClientContext,
  ConfigurationError,
  type HttpClient,
  type HttpRequest,
  NotFoundError,
  PermissionError,
  type ResponseAction,
  type ResponseFacts,
  type SystemDescription,
} from '@airdrop-connectors/core';
import { type AccessibleSite, accessibleSitesSchema, tenantInfoSchema } from '../api-types.js';
import { basicCredential, gatewayOrigin, type JiraConnection, siteOrigin } from '../connection.js';
import { jiraErrorMessage, read } from './answers.js';
import { burstBudgets, connectionBudget, issueBudgets } from './budgets.js';
import { pointsBudget } from './points-budget.js';
import { writeRefusal } from './refusals.js';

/** Core's HTTP on whichever of Jira's two hosts takes the credential of this connection. */
export interface JiraTransport extends HttpClient {
  /** Origin that people see in their browser, whichever host is asked. */
  site(): Promise<string>;
  /** What the credential is, as far as the answers so far tell. */
  connectionKind(): string;
}

const languages = {
  // Names of system statuses, types and fields come in the account's language otherwise.
  'accept-language': 'en',
  'x-force-accept-language': 'true',
};

const permissionAdvice =
  'Ask a Jira administrator to give the account of this connection access, then sync again.';

export function createTransport(context: ClientContext<JiraConnection>): JiraTransport {
  const { site, email = '', token = '', access_token: accessToken } = context.connection;
  if (accessToken === undefined) return tokenTransport(context, { site: site ?? '', email, token });
  const basic = basicCredential(accessToken);
  if (basic === undefined) return oauthTransport(context, accessToken);
  return tokenTransport(context, { ...basic, site: site ?? siteOfOrganization(context.organization.id) });
}

/** @throws ConfigurationError when what was typed as the name of the site is none */
function siteOfOrganization(name: string): string {
  const origin = siteOrigin(name);
  if (origin !== undefined) return origin;
  throw new ConfigurationError(
    `"${name}" is not the name of a Jira site, such as acme for acme.atlassian.net. Make the connection again with the name in the address of your Jira.`,
    { code: 'connection_invalid' },
  );
}

/** Facts that are kept from run to run. */
const cloudIdOf = (site: string) => `gateway of ${site}`;
const addressOf = (cloudId: string) => `address of ${cloudId}`;

/**
 * Tokens with scopes look like all others but are refused at the site and taken at the gateway only. The site is asked
 * first; once it has taken the token, a refusal is a refusal. That the gateway took it is remembered, and found out
 * again when the gateway refuses, because the token may have been replaced by one of the other kind.
 * https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/
 */
function tokenTransport(
  { connection, remembered, createHttpClient }: ClientContext<JiraConnection>,
  { site, email, token }: { site: string; email: string; token: string },
): JiraTransport {
  const headers = {
    authorization: `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`,
    ...languages,
  };
  const system: SystemDescription = {
    name: 'Jira',
    authenticationAdvice:
      'Check site and e-mail of the connection, or make a new API token at id.atlassian.com and update the connection.',
    permissionAdvice,
    errorMessage: jiraErrorMessage,
  };
  const clientAt = (baseUrl: string) =>
    createHttpClient({
      baseUrl,
      headers,
      system,
      budgets: [...burstBudgets, ...issueBudgets, connectionBudget],
      classify,
    });
  const atSite = clientAt(site);
  const atGateway = (cloudId: string) => clientAt(`${gatewayOrigin(site)}/ex/jira/${cloudId}`);
  let isTakenAtSite = false;
  let first: Promise<void> | undefined;
  let gateway: Promise<HttpClient> | undefined = connection.cloud_id
    ? Promise.resolve(atGateway(connection.cloud_id))
    : undefined;
  const takenBefore = remembered.get(cloudIdOf(site));
  let expected = gateway === undefined && takenBefore ? atGateway(takenBefore) : undefined;

  async function findGateway(refusal: AuthenticationError): Promise<HttpClient> {
    const anonymous = createHttpClient({ baseUrl: site, headers: {}, system, budgets: burstBudgets });
    const answer = await anonymous.json({ path: '/_edge/tenant_info' }).catch(() => undefined);
    const tenant = tenantInfoSchema.safeParse(answer);
    if (!tenant.success) throw refusal;
    remembered.set(cloudIdOf(site), tenant.data.cloudId);
    return atGateway(tenant.data.cloudId);
  }

  /** Where the token was taken before; undefined when it no longer is. */
  async function askExpected<Answer>(
    http: HttpClient,
    ask: (http: HttpClient) => Promise<Answer>,
  ): Promise<{ answer: Answer } | undefined> {
    try {
      const answer = await ask(http);
      gateway = Promise.resolve(http);
      return { answer };
    } catch (error) {
      // A gateway that does not know the id of the site says that nothing is there.
      if (!(error instanceof AuthenticationError || error instanceof NotFoundError)) throw error;
      expected = undefined;
      remembered.set(cloudIdOf(site), '');
      return undefined;
    }
  }

  async function askSite<Answer>(ask: (http: HttpClient) => Promise<Answer>): Promise<Answer> {
    const known = expected && (await askExpected(expected, ask));
    if (known) return known.answer;
    try {
      const answer = await ask(atSite);
      isTakenAtSite = true;
      return answer;
    } catch (error) {
      if (isTakenAtSite || !(error instanceof AuthenticationError)) throw error;
      gateway ??= findGateway(error);
      return ask(await gateway);
    }
  }

  async function send<Answer>(ask: (http: HttpClient) => Promise<Answer>): Promise<Answer> {
    // The first request finds out for all others, which would be refused for nothing.
    while (gateway === undefined && !isTakenAtSite && first !== undefined) await first;
    if (gateway !== undefined) return ask(await gateway);
    if (isTakenAtSite) return ask(atSite);
    const answer = askSite(ask);
    const settled = answer.then(
      () => undefined,
      () => undefined,
    );
    first = settled.then(() => {
      first = undefined;
    });
    return answer;
  }

  return {
    site: async () => site,
    connectionKind: () => (gateway === undefined ? 'API token' : 'API token with scopes'),
    json: (request) => send((http) => http.json(request)),
    file: (request) => send((http) => http.file(request)),
  };
}

/** The platform renews access tokens; which sites one is good for is asked only where the address of the site is needed. */
function oauthTransport(
  { connection, organization, remembered, createHttpClient }: ClientContext<JiraConnection>,
  accessToken: string,
): JiraTransport {
  const origin = gatewayOrigin(connection.site);
  const options = {
    headers: { authorization: `Bearer ${accessToken}`, ...languages },
    system: {
      name: 'Jira',
      authenticationAdvice: 'Connect Jira again: the access that was given has ended or was taken back.',
      permissionAdvice,
      errorMessage: jiraErrorMessage,
    },
    budgets: [...burstBudgets, ...issueBudgets, pointsBudget],
    classify,
  };
  const wantedId = connection.cloud_id || organization.id;
  let chosen: Promise<AccessibleSite> | undefined;
  const choose = () => {
    chosen ??= chooseSite(createHttpClient({ baseUrl: origin, ...options }), wantedId);
    return chosen;
  };
  let client: Promise<HttpClient> | undefined;
  const open = () => {
    client ??= (async () => {
      const cloudId = /^[\w-]{30,}$/.test(wantedId) ? wantedId : (await choose()).id;
      return createHttpClient({ baseUrl: `${origin}/ex/jira/${cloudId}`, ...options });
    })();
    return client;
  };
  return {
    connectionKind: () => 'OAuth',
    async site() {
      // The address of a site that was renamed leads to the new one.
      const known = remembered.get(addressOf(wantedId));
      if (known !== undefined) return known;
      const { origin: address } = new URL((await choose()).url);
      remembered.set(addressOf(wantedId), address);
      return address;
    },
    json: async (request) => (await open()).json(request),
    file: async (request) => (await open()).file(request),
  };
}

/** @throws ConfigurationError when it is not clear which site is meant; never just the first one */
async function chooseSite(http: HttpClient, wantedId: string): Promise<AccessibleSite> {
  const path = '/oauth/token/accessible-resources';
  const entries = read(accessibleSitesSchema, await http.json({ path }), `GET ${path}`);
  const grantsJira = ({ scopes }: AccessibleSite) =>
    scopes?.some((scope) => scope.includes('jira')) !== false;
  // A site is listed once for every product that was granted.
  const sites = [...new Map(entries.filter(grantsJira).map((site) => [site.id, site])).values()];
  const found = sites.find(({ id }) => id === wantedId);
  if (found) return found;
  const [only] = sites;
  if (only !== undefined && sites.length === 1 && !/^[\w-]{30,}$/.test(wantedId)) return only;
  const names = sites.map(({ name, url }) => name || url).join(', ') || 'none';
  throw new ConfigurationError(
    `This connection to Jira may not use the site that was chosen with it; sites it may use: ${names}. ` +
      'Connect Jira again and choose one of them.',
    { code: 'site_not_accessible' },
  );
}

/** What an answer means beside what its status says. */
function classify(facts: ResponseFacts, request: HttpRequest): ResponseAction {
  const named = namesMissingScope(facts, request);
  return named.action === 'default' ? writeRefusal(facts, request) : named;
}

/** 401 does not only mean a wrong credential: a good token without the scope of an endpoint gets it, too. */
function namesMissingScope(
  { status, bodyStart }: { status: number; bodyStart: string },
  { endpoint, path }: { endpoint?: string; path: string },
): ResponseAction {
  if (status !== 401 || !/scope does not match/i.test(bodyStart)) return { action: 'default' };
  return {
    action: 'fail',
    error: new PermissionError(
      `The token of this connection has no scope for ${endpoint ?? path} of Jira (401, scope does not match). ` +
        'Make a token with the scopes the README of the connector names, then sync again.',
      { code: 'scope_missing' },
    ),
  };
}

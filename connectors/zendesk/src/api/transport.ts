import {
  type ClientContext,
  ConfigurationError,
  type HttpClient,
  type SystemDescription,
} from '@airdrop-connectors/core';
import { accountOrigin, isBasicCredential, type ZendeskConnection } from '../connection.js';
import { zendeskErrorMessage } from './answers.js';
import { budgets } from './budgets.js';
import { itemRefusal } from './refusals.js';

/** Core's HTTP with the credential of this connection, on the one host that may see it. */
export function createTransport({
  connection,
  organization,
  createHttpClient,
}: ClientContext<ZendeskConnection>): {
  http: HttpClient;
  origin: string;
  /** The same for another name of the account. @param other origin, which must be Zendesk's own */
  at: (other: string) => HttpClient;
} {
  const { email, api_token: apiToken, access_token: accessToken } = connection;
  const origin = connection.subdomain ?? accountOrigin(organization.id);
  if (origin === undefined) {
    throw new ConfigurationError(
      'This connection does not say which Zendesk account it is for. Connect Zendesk again with its subdomain.',
      { code: 'account_unknown' },
    );
  }
  // The suffix says that what follows is a token and no password.
  const typed = Buffer.from(`${email}/token:${apiToken}`).toString('base64');
  const isOauth = accessToken !== undefined && !isBasicCredential(accessToken);
  const system: SystemDescription = {
    name: 'Zendesk',
    authenticationAdvice: wrongCredentialAdvice(isOauth),
    permissionAdvice: missingRightAdvice(isOauth),
    errorMessage: zendeskErrorMessage,
  };
  const authorization = isOauth ? `Bearer ${accessToken}` : `Basic ${accessToken ?? typed}`;
  const at = (baseUrl: string) =>
    createHttpClient({
      baseUrl,
      headers: { authorization },
      system,
      budgets,
      classify: (facts, { method = 'GET' }) =>
        method === 'GET' ? { action: 'default' } : itemRefusal(facts),
    });
  return { http: at(origin), origin, at };
}

/** Exports need an administrator, and of an access token also that everything may be read. */
function missingRightAdvice(isOauth: boolean): string {
  return isOauth
    ? 'Connect Zendesk again as an administrator, with the scope read, then sync again.'
    : 'Ask a Zendesk administrator to give the connection the rights of an administrator, then sync again.';
}

function wrongCredentialAdvice(isOauth: boolean): string {
  return isOauth
    ? 'Connect Zendesk again: the access that was given with this connection has ended or was taken back.'
    : 'Check subdomain and e-mail of the connection, or connect Zendesk again with OAuth: Zendesk ends API tokens.';
}

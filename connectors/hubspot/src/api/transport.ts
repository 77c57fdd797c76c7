import {
  AuthenticationError,
  type ClientContext,
  type HttpClient,
  type HttpRequest,
  RateLimitedError,
  type ResponseAction,
  type ResponseFacts,
  type SystemDescription,
} from '@airdrop-connectors/core';
import { apiOrigin, type HubspotConnection } from '../connection.js';
import { accountFacts } from './account.js';
import { secondsToMidnight } from './account-day.js';
import { hubspotErrorMessage, refusedPolicy } from './answers.js';
import { budgets, dailyWaitSeconds } from './budgets.js';
import { itemRefusal } from './refusals.js';

/** What the edge answers to a token it does not take for one. */
const malformedTokenStatus = 530;

/** While something else works on a record, and while an account moves to another data centre. */
const busy: Readonly<Record<number, { why: string; waitSeconds: number }>> = {
  423: { why: 'something else is working on what was asked for', waitSeconds: 60 },
  477: { why: 'the account is being moved to another data centre', waitSeconds: 3_600 },
};

const system: SystemDescription = {
  name: 'HubSpot',
  authenticationAdvice:
    'Check the token of the connection, or connect HubSpot again: it was taken back, has ended or is incomplete.',
  permissionAdvice:
    'Give the service key, private app or OAuth app of the connection the scopes named in the README, then sync again.',
  errorMessage: hubspotErrorMessage,
};

/** Core's HTTP with the credential of this connection, on the one host that may see it. */
export function createTransport({
  connection,
  remembered,
  createHttpClient,
}: ClientContext<HubspotConnection>): HttpClient {
  const { base_url: baseUrl = apiOrigin, token, access_token: accessToken } = connection;
  return createHttpClient({
    baseUrl,
    headers: { authorization: `Bearer ${token ?? accessToken}` },
    system,
    budgets,
    classify: (facts, request) => classify(facts, request, remembered.get(accountFacts.timeZone)),
  });
}

/** @param timeZone of the account, where it is known already */
function classify(facts: ResponseFacts, request: HttpRequest, timeZone: string | undefined): ResponseAction {
  const { status, headers, bodyStart } = facts;
  if (status === malformedTokenStatus) {
    return {
      action: 'fail',
      error: new AuthenticationError(
        `HubSpot refused the credentials (${status}: its edge does not take the token for one). ${system.authenticationAdvice}`,
      ),
    };
  }
  if (status === 429 && refusedPolicy(bodyStart) === 'DAILY') {
    return {
      action: 'fail',
      error: new RateLimitedError(
        'All requests that HubSpot allows this account in a day are used up, by this sync and by other programs. ' +
          `The sync goes on by itself ${timeZone === undefined ? 'once the day of the account is over' : `after midnight in ${timeZone}`}.`,
        untilMidnight(timeZone, headers.date) ?? dailyWaitSeconds,
      ),
    };
  }
  const reason = busy[status];
  if (reason !== undefined) {
    const message = `HubSpot wants to be asked later, because ${reason.why} (${status}). The sync goes on by itself after the wait.`;
    return { action: 'fail', error: new RateLimitedError(message, reason.waitSeconds) };
  }
  return itemRefusal(facts, request);
}

/** Counted from when HubSpot answered, and a minute more: nobody promises that both happen at once. */
function untilMidnight(timeZone: string | undefined, answeredAt: string | undefined): number | undefined {
  const at = Date.parse(answeredAt ?? '');
  if (timeZone === undefined || Number.isNaN(at)) return undefined;
  const seconds = secondsToMidnight(timeZone, at);
  return seconds === undefined ? undefined : seconds + 60;
}

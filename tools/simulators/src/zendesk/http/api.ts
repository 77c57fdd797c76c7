import type { IncomingMessage } from 'node:http';
import { type Call, type Reply, ReplyError } from '../../http/reply.js';
import { createRouter, type Route } from '../../http/router.js';
import type { Account } from '../account.js';
import type { Limiter } from '../limits/limiter.js';
import { type Endpoint, type Feature, features } from './endpoint.js';
import type { Keyring } from './keyring.js';
import { isCovered } from './scopes.js';

export interface ApiOptions {
  endpoints: readonly Endpoint[];
  keyring: Keyring;
  /** The credential is that of an administrator. */
  isAdmin: boolean;
  /** What the plan of the account lacks. */
  lacking: readonly Feature[];
  /** Granted to the credential. */
  scopes: readonly string[];
  /** The account was suspended: whatever is asked gets a web page. */
  isSuspended: boolean;
  /** Called once per request with the endpoint, such as `GET /api/v2/groups`. */
  count(endpoint: string): void;
  limiter: Limiter;
}

type RoutedEndpoint = Endpoint & { method: 'GET' };

/** The API of the account as a function from request to reply; it never rejects for anything a client sends. */
export function createApi(
  account: Account,
  options: ApiOptions,
): (request: IncomingMessage) => Promise<Reply> {
  const route = createRouter(
    options.endpoints.map((endpoint): RoutedEndpoint => ({ ...endpoint, method: 'GET' })),
  );
  return async (request) => {
    const url = new URL(request.url ?? '/', 'http://account.invalid');
    // Every path is good with or without the suffix.
    const found = route(request.method ?? 'GET', url.pathname.replace(/\.json$/, ''));
    const endpoint = `${request.method} ${found?.endpoint.template ?? '(unknown path)'}`;
    options.count(endpoint);
    if (options.isSuspended) return suspended();
    if (found === undefined) return refusal(404, 'InvalidEndpoint', 'Not found');
    const isKnown = options.keyring.takes(request.headers.authorization);
    if (!isKnown && found.endpoint.isOpen !== true)
      return { status: 401, json: { error: "Couldn't authenticate you" } };
    if (found.endpoint.needsAdmin === true && !options.isAdmin)
      return refusal(403, 'Forbidden', 'You do not have access to this page.');
    if (isKnown && !isCovered(found.endpoint.template, options.scopes))
      return refusal(403, 'Forbidden', 'You are missing the following required scopes: read');
    const { feature } = found.endpoint;
    if (feature !== undefined && options.lacking.includes(feature)) return lacks(feature);
    return options.limiter.pass(endpoint, () => answer(found, url, request, account, isKnown));
  };
}

function answer(
  { endpoint, pathValues }: Route<RoutedEndpoint>,
  url: URL,
  request: IncomingMessage,
  account: Account,
  isKnown: boolean,
): Reply {
  const call: Call = {
    method: endpoint.method,
    url,
    pathValue: (name) => pathValues.get(name) ?? '',
    body: undefined,
    header: (name) => request.headers[name]?.toString(),
  };
  try {
    return endpoint.answer(call, account, isKnown);
  } catch (error) {
    if (error instanceof ReplyError) return error.reply;
    const detail = error instanceof Error ? error.message : String(error);
    return refusal(500, 'InternalError', `Internal error of the simulator: ${detail}`);
  }
}

function lacks(feature: Feature): Reply {
  switch (features[feature]) {
    case 'hides':
      return refusal(404, 'InvalidEndpoint', 'Not found');
    case 'is silent':
      return { status: 403, headers: { 'content-type': 'text/html; charset=utf-8' } };
    default:
      return {
        status: 403,
        json: {
          error: {
            title: 'Forbidden',
            message:
              'Access to this resource is restricted. Please contact the account administrator for assistance.',
          },
        },
      };
  }
}

/** Nobody documents it: a page for people, whatever was asked. */
function suspended(): Reply {
  const html = '<!DOCTYPE html><html><body><h1>This account is suspended</h1></body></html>';
  return {
    status: 403,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-length': String(html.length) },
    bytes: [Buffer.from(html)],
  };
}

function refusal(status: number, error: string, description: string): Reply {
  return { status, json: { error, description } };
}

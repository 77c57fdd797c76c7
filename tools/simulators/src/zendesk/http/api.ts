import type { IncomingMessage } from 'node:http';
import { type Reply, ReplyError } from '../../http/reply.js';
import type { Account } from '../account.js';
import type { Limiter } from '../limits/limiter.js';
import type { Keyring } from './keyring.js';
import { createRouter, type Endpoint, type Route } from './router.js';

export interface ApiOptions {
  endpoints: readonly Endpoint[];
  keyring: Keyring;
  /** The credential is that of an administrator. */
  isAdmin: boolean;
  /** Called once per request with the endpoint, such as `GET /api/v2/groups`. */
  count(endpoint: string): void;
  limiter: Limiter;
}

/** The API of the account as a function from request to reply; it never rejects for anything a client sends. */
export function createApi(
  account: Account,
  options: ApiOptions,
): (request: IncomingMessage) => Promise<Reply> {
  const route = createRouter(options.endpoints);
  return async (request) => {
    const url = new URL(request.url ?? '/', 'http://account.invalid');
    const found = request.method === 'GET' ? route(url.pathname) : undefined;
    const endpoint = `${request.method} ${found?.endpoint.template ?? '(unknown path)'}`;
    options.count(endpoint);
    if (found === undefined) return refusal(404, 'InvalidEndpoint', 'Not found');
    const isKnown = options.keyring.takes(request.headers.authorization);
    if (!isKnown && found.endpoint.isOpen !== true)
      return { status: 401, json: { error: "Couldn't authenticate you" } };
    if (found.endpoint.needsAdmin === true && !options.isAdmin)
      return refusal(403, 'Forbidden', 'You do not have access to this page.');
    return options.limiter.pass(endpoint, () => answer(found, url, account, isKnown));
  };
}

function answer({ endpoint, values }: Route, url: URL, account: Account, isKnown: boolean): Reply {
  try {
    const call = { url, pathValue: (name: string) => values.get(name) ?? '' };
    return endpoint.answer(call, account, isKnown);
  } catch (error) {
    if (error instanceof ReplyError) return error.reply;
    const detail = error instanceof Error ? error.message : String(error);
    return refusal(500, 'InternalError', `Internal error of the simulator: ${detail}`);
  }
}

function refusal(status: number, error: string, description: string): Reply {
  return { status, json: { error, description } };
}

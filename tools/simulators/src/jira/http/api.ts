import type { IncomingMessage } from 'node:http';
import { type Call, type Reply, ReplyError } from '../../http/reply.js';
import { createRouter, type Route } from '../../http/router.js';
import { JqlError } from '../jql/jql-error.js';
import type { Limiter } from '../limits/limiter.js';
import type { Site } from '../site.js';
import { cloudId } from '../world/world.js';
import type { Endpoint } from './endpoint.js';
import { failure } from './failure.js';
import type { Keyring } from './keyring.js';

export interface ApiOptions {
  endpoints: readonly Endpoint[];
  /** Which credential is taken where. */
  keyring: Keyring;
  /** Called once per request with the endpoint's template, such as `GET /rest/api/3/myself`. */
  count(endpoint: string): void;
  limiter: Limiter;
}

const METHODS = ['GET', 'POST', 'PUT'];
const MOST_BODY_BYTES = 4 * 1024 * 1024;

/** The API of the site as a function from request to reply; it never rejects for anything a client sends. */
export function createApi(site: Site, options: ApiOptions): (request: IncomingMessage) => Promise<Reply> {
  const route = createRouter(options.endpoints);
  return async (request) => {
    const method = request.method ?? 'GET';
    const url = readUrl(request.url, site.url);
    const base = url === undefined ? site.url : baseOf(url, site);
    const path = url?.pathname.slice(new URL(base).pathname.replace(/\/$/, '').length) ?? '';
    const found = route(method, path);
    options.count(found === undefined ? `${method} (unknown path)` : `${method} ${found.endpoint.template}`);
    if (url === undefined || found === undefined) {
      const known = METHODS.some((other) => route(other, path) !== undefined);
      return known ? wrongMethod() : unknownPath(request.url ?? '/');
    }
    if (found.endpoint.anonymous !== true) {
      const isGateway = base !== site.url || found.endpoint.ofGateway === true;
      if (!options.keyring.takes(request.headers.authorization, isGateway)) return unauthenticated();
      if (options.keyring.lacksScope(found.endpoint.template)) return scopeMissing();
    }
    const answered = () =>
      answer(request, url, found, {
        ...site,
        url: base,
        isTranslated: site.isTranslated && request.headers['x-force-accept-language'] !== 'true',
      });
    const endpoint = `${method} ${found.endpoint.template}`;
    const reply = await options.limiter.pass(endpoint, answered, found.pathValues.get('issueIdOrKey'));
    return {
      ...reply,
      headers: {
        'cache-control': 'no-cache, no-store, no-transform',
        ...(found.endpoint.anonymous === true
          ? {}
          : { 'x-aaccountid': encodeURIComponent(site.world.users.account.accountId) }),
        ...reply.headers,
      },
    };
  };
}

async function answer(
  request: IncomingMessage,
  url: URL,
  route: Route<Endpoint>,
  site: Site,
): Promise<Reply> {
  try {
    const call: Call = {
      method: route.endpoint.method,
      url,
      pathValue: (name) => route.pathValues.get(name) ?? '',
      body: await readBody(request, route.endpoint.takesFile === true),
      header: (name) => {
        const value = request.headers[name];
        return Array.isArray(value) ? value.join(', ') : value;
      },
    };
    return route.endpoint.answer(call, site);
  } catch (error) {
    if (error instanceof ReplyError) return error.reply;
    if (error instanceof JqlError) return failure(400, error.message).reply;
    const detail = error instanceof Error ? error.message : String(error);
    return failure(500, `Internal server error of the simulator: ${detail}`).reply;
  }
}

/** Links in a reply start with the base that was asked: the site itself or the gateway in front of it. */
function baseOf(url: URL, site: Site): string {
  const gateway = `/ex/jira/${cloudId(site.world)}`;
  return url.pathname.startsWith(`${gateway}/`) ? `${site.url}${gateway}` : site.url;
}

function readUrl(target: string | undefined, base: string): URL | undefined {
  try {
    return new URL(target ?? '/', base);
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage, isFile: boolean): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) throw failure(413, 'The request body is too large.');
    chunks.push(chunk);
  }
  if (isFile) return Buffer.concat(chunks);
  if (bytes === 0) return undefined;
  if (!(request.headers['content-type'] ?? '').includes('application/json')) {
    throw failure(415, 'Unsupported Media Type: send application/json.');
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw failure(400, 'There was an error parsing JSON. Check that your request body is valid.');
  }
}

function unauthenticated(): Reply {
  return {
    status: 401,
    headers: {
      'www-authenticate': 'OAuth realm="simulator"',
      'x-seraph-loginreason': 'AUTHENTICATED_FAILED',
    },
    json: { message: 'Client must be authenticated to access this resource.', 'status-code': 401 },
  };
}

/** A good token without the scope of an endpoint is answered 401 as well, with another body. */
function scopeMissing(): Reply {
  return { status: 401, json: { code: 401, message: 'Unauthorized; scope does not match' } };
}

function wrongMethod(): Reply {
  return { status: 405, json: { message: 'HTTP 405 Method Not Allowed', 'status-code': 405 } };
}

function unknownPath(target: string): Reply {
  return { status: 404, json: { message: `null for uri: ${target}`, 'status-code': 404 } };
}

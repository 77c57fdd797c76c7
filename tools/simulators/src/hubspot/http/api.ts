import type { IncomingMessage } from 'node:http';
import { type Call, type Reply, ReplyError } from '../../http/reply.js';
import { createRouter, type Route } from '../../http/router.js';
import type { Limiter } from '../limits/limiter.js';
import type { Portal } from '../portal.js';
import { type Endpoint, isKnownVersion, withCurrentPath } from './endpoint.js';
import { failureJson, missingScopes } from './failure.js';
import type { Keyring } from './keyring.js';

/** Longest address the edge takes. */
const LONGEST_ADDRESS = 8_192;
/** Where OAuth gives out access tokens; a form without a credential goes there. */
const tokenPaths: ReadonlySet<string> = new Set(['/oauth/2026-03/token', '/oauth/v3/token']);
/** How long the move of an account to another data centre is said to take. */
const MOVE_SECONDS = 3_600;
/** Parts of a path that name an endpoint rather than a record of it. */
const naming: ReadonlySet<string> = new Set(['version', 'objectType', 'fromObjectType', 'toObjectType']);

export interface ApiOptions {
  endpoints: readonly Endpoint[];
  keyring: Keyring;
  /** Called once per request with the endpoint, such as `GET /crm/objects/2026-09/tickets`. */
  count(endpoint: string): void;
  limiter: Limiter;
  /** Requests that are refused to begin with because the account is being moved. */
  movingRequests: number;
}

/** The API as a function from request to reply; it never rejects for anything a client sends. */
export function createApi(portal: Portal, options: ApiOptions): (request: IncomingMessage) => Promise<Reply> {
  const route = createRouter(options.endpoints);
  let moving = options.movingRequests;
  return async (request) => {
    const url = new URL(request.url ?? '/', 'http://portal.invalid');
    const method = request.method ?? 'GET';
    const content = await bodyOf(request);
    const found = route(method, withCurrentPath(url.pathname));
    const endpoint = found === undefined ? `${method} (unknown path)` : nameOf(found);
    options.count(endpoint);
    if ((request.url?.length ?? 0) > LONGEST_ADDRESS) return webPage(414, 'Request-URI Too Large');
    if (method === 'POST' && tokenPaths.has(url.pathname))
      return options.keyring.refresh(content.toString('utf8'));
    const credential = options.keyring.check(request.headers.authorization);
    if (credential === 'malformed') return webPage(530, 'Origin DNS error');
    if (credential === 'unknown') return { status: 401, json: unauthorized };
    if (credential === 'expired') return { status: 401, json: expired };
    if (moving > 0) {
      moving -= 1;
      return { status: 477, headers: { 'retry-after': String(MOVE_SECONDS) }, json: moved };
    }
    const version = found?.pathValues.get('version');
    if (found === undefined || (version !== undefined && !isKnownVersion(version)))
      return webPage(404, 'Not Found');
    return options.limiter.pass(endpoint, () => {
      const call: Call = {
        method,
        url,
        pathValue: (name) => found.pathValues.get(name) ?? '',
        body: found.endpoint.takesFile === true ? content : parsed(content.toString('utf8')),
        header: (name) => {
          const value = request.headers[name];
          return typeof value === 'string' ? value : undefined;
        },
      };
      return answer(found.endpoint, call, portal);
    });
  };
}

const moved = failureJson('Migration in progress: this account is being moved', 'MIGRATION');

const unauthorized = failureJson(
  'Authentication credentials not found. This API supports OAuth 2.0 authentication.',
  'INVALID_AUTHENTICATION',
);

const expired = failureJson('The OAuth token used to make this call expired.', 'EXPIRED_AUTHENTICATION');

function answer(endpoint: Endpoint, call: Call, portal: Portal): Reply {
  try {
    const scope = typeof endpoint.scope === 'function' ? endpoint.scope(call) : endpoint.scope;
    if (scope !== undefined && portal.missing.has(scope)) throw missingScopes(scope);
    return endpoint.answer(call, portal);
  } catch (error) {
    if (error instanceof ReplyError) return error.reply;
    const detail = error instanceof Error ? error.message : String(error);
    return { status: 500, json: failureJson(`Internal error of the simulator: ${detail}`, 'INTERNAL') };
  }
}

/** The template with version and type of record filled in, which are what people call an endpoint by. */
function nameOf({ endpoint, pathValues }: Route<Endpoint>): string {
  const path = endpoint.template.replace(/\{(\w+)\}/g, (part, name: string) =>
    naming.has(name) ? (pathValues.get(name) ?? part) : part,
  );
  return `${endpoint.method} ${path}`;
}

function webPage(status: number, title: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html' },
    bytes: [Buffer.from(`<html><head><title>${status} ${title}</title></head></html>`)],
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { IncomingMessage } from 'node:http';
import { type Call, type Reply, ReplyError } from '../../http/reply.js';
import { createRouter, type Route } from '../../http/router.js';
import type { Account } from '../account.js';
import type { Limiter } from '../limits/limiter.js';
import { type Endpoint, type Feature, features } from './endpoint.js';
import { failure } from './failure.js';
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

type RoutedEndpoint = Endpoint & { method: NonNullable<Endpoint['method']> };

const MOST_BODY_BYTES = 60_000_000;

/** The API of the account as a function from request to reply; it never rejects for anything a client sends. */
export function createApi(
  account: Account,
  options: ApiOptions,
): (request: IncomingMessage) => Promise<Reply> {
  const route = createRouter(
    options.endpoints.map((endpoint): RoutedEndpoint => ({ ...endpoint, method: endpoint.method ?? 'GET' })),
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
    const needed = found.endpoint.method === 'GET' ? 'read' : 'write';
    if (isKnown && !isCovered(found.endpoint.template, needed, options.scopes))
      return refusal(403, 'Forbidden', `You are missing the following required scopes: ${needed}`);
    const { feature } = found.endpoint;
    if (feature !== undefined && options.lacking.includes(feature)) return lacks(feature);
    const content = await readBody(request);
    if (content === undefined) return refusal(413, 'PayloadTooLarge', 'The request is too large.');
    return options.limiter.pass(
      endpoint,
      () => answer(found, { url, request, content }, account, isKnown),
      ticketIdOf(found),
    );
  };
}

function answer(
  { endpoint, pathValues }: Route<RoutedEndpoint>,
  { url, request, content }: { url: URL; request: IncomingMessage; content: Buffer },
  account: Account,
  isKnown: boolean,
): Reply {
  try {
    const call: Call = {
      method: endpoint.method,
      url,
      pathValue: (name) => pathValues.get(name) ?? '',
      body: endpoint.takesFile === true ? content : parsed(content),
      header: (name) => request.headers[name]?.toString(),
    };
    return endpoint.answer(call, account, isKnown);
  } catch (error) {
    if (error instanceof ReplyError) return error.reply;
    const detail = error instanceof Error ? error.message : String(error);
    return refusal(500, 'InternalError', `Internal error of the simulator: ${detail}`);
  }
}

/** Some limits count the updates of one ticket. */
function ticketIdOf({ endpoint, pathValues }: Route<RoutedEndpoint>): string | undefined {
  return endpoint.method === 'PUT' ? pathValues.get('ticket_id') : undefined;
}

/** Undefined for one that is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsed(content: Buffer): unknown {
  if (content.length === 0) return undefined;
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    throw failure(400, 'InvalidJson', 'The request body is no JSON.');
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

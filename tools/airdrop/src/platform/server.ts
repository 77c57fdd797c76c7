import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import {
  confirmUpload,
  prepareDownload,
  prepareUpload,
  receiveUpload,
  sendDownload,
} from './artifact-routes.js';
import { receiveReply } from './callback-route.js';
import type { Answer, Exchange, Handler, PlatformContext } from './exchange.js';
import { createMapper, findMapperByExternalId, findMapperByTarget, updateMapper } from './mapper-routes.js';
import { createBlueprint, installMapping, readSnapIn } from './mapping-routes.js';
import { Refusal, refuse } from './protocol-rules.js';
import { readState, writeState } from './state-routes.js';

/** Endpoint templates of the platform: what `faults` and `killWhen` receive. */
const handlers: Readonly<Record<string, Handler>> = {
  'GET /internal/airdrop.external-worker.get': readState,
  'POST /internal/airdrop.external-worker.update': writeState,
  'GET /internal/airdrop.artifacts.upload-url': prepareUpload,
  'POST /internal/airdrop.artifacts.confirm-upload': confirmUpload,
  'GET /internal/airdrop.artifacts.download-url': prepareDownload,
  'POST /upload/:id': receiveUpload,
  'GET /download/:id': sendDownload,
  'GET /internal/airdrop.sync-mapper-record.get-by-target': findMapperByTarget,
  'GET /internal/airdrop.sync-mapper-record.get-by-external-id': findMapperByExternalId,
  'POST /internal/airdrop.sync-mapper-record.create': createMapper,
  'POST /internal/airdrop.sync-mapper-record.update': updateMapper,
  'GET /internal/snap-ins.get': readSnapIn,
  'POST /internal/airdrop.recipe.blueprints.create': createBlueprint,
  'POST /internal/airdrop.recipe.initial-domain-mappings.install': installMapping,
  'POST /callback/:id': receiveReply,
};

/** One request of the snap-in, as test hooks see it. */
export interface PlatformRequest {
  /** Method and path template, e.g. `POST /callback/:id`. */
  endpoint: string;
  /** How many requests this endpoint has had since the platform started, this one included. */
  attempt: number;
}

/**
 * What happens to a request instead of being handled: an HTTP answer, `reset` (connection cut before it is
 * handled), `reset-after` (handled, then the connection is cut before the answer), or a delay before it is
 * handled.
 */
export type Fault =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | 'reset'
  | 'reset-after'
  | { delayMs: number };

export interface ServerHooks {
  /** Answers `GET /event`, which is no part of the protocol: how a person fetches events by hand. */
  nextEvent?: (() => Promise<unknown>) | undefined;
  faults?: ((request: PlatformRequest) => Fault | undefined) | undefined;
  /** Called when a request arrives and again when it was handled but not yet answered; `true` cuts it off. */
  cutOff?: ((request: PlatformRequest & { stage: 'arrived' | 'handled' }) => boolean) | undefined;
  onRefusal(refusal: Refusal, endpoint: string): void;
  /** An error of the platform itself, answered as 500. */
  onFailure(error: unknown, endpoint: string): void;
}

export interface PlatformServer {
  port: number;
  /** Requests answered or cut off, per endpoint template. */
  requests: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Listens on loopback. `context` is asked for once the address is known. */
export async function startServer(
  port: number,
  createContext: (url: string) => PlatformContext,
  hooks: ServerHooks,
): Promise<PlatformServer> {
  const requests = new Map<string, number>();
  let context: PlatformContext | undefined;
  const server = createServer((request, response) => {
    if (context === undefined) return void response.destroy();
    void answerRequest({ context, request, response, requests, hooks });
  });
  // An invocation may stall between two requests for as long as the external system makes it wait.
  server.keepAliveTimeout = 60_000;
  await listen(server, port);
  const address = server.address() as AddressInfo;
  context = createContext(`http://127.0.0.1:${address.port}`);
  return {
    port: address.port,
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} on 127.0.0.1 is in use. Choose another with --port, or 0 for a free one.`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}

interface Task {
  context: PlatformContext;
  request: IncomingMessage;
  response: ServerResponse;
  requests: Map<string, number>;
  hooks: ServerHooks;
}

async function answerRequest({ context, request, response, requests, hooks }: Task): Promise<void> {
  const url = new URL(request.url ?? '/', context.url);
  const endpoint = endpointOf(request.method ?? 'GET', url.pathname);
  const seen = { endpoint, attempt: (requests.get(endpoint) ?? 0) + 1 };
  requests.set(endpoint, seen.attempt);
  const invocation = context.desk.current();
  try {
    if (hooks.cutOff?.({ ...seen, stage: 'arrived' }) === true) return void request.socket.destroy();
    const fault = hooks.faults?.(seen);
    if (fault === 'reset') return void request.socket.destroy();
    if (typeof fault === 'object' && 'status' in fault) {
      request.resume();
      return await send(response, fault, fault.headers);
    }
    if (typeof fault === 'object') await wait(fault.delayMs);
    // Left over from a process that died: the next invocation must not be blamed for it.
    const isLate = invocation !== undefined && context.desk.current() !== invocation;
    if (isLate || context.desk.isPast(url.searchParams.get('request_id') ?? '')) {
      request.resume();
      return await send(response, {
        status: 409,
        body: { message: 'The invocation of this request has ended.' },
      });
    }
    const answer = await handle(
      { request, path: url.pathname, query: url.searchParams, context },
      endpoint,
      hooks,
    );
    if (hooks.cutOff?.({ ...seen, stage: 'handled' }) === true || fault === 'reset-after') {
      return void request.socket.destroy();
    }
    request.resume();
    await send(response, answer);
    if (endpoint === 'POST /callback/:id' && answer.status < 300 && invocation !== undefined) {
      invocation.replyAnswered = true;
    }
  } catch {
    // The snap-in went away in the middle of its request: there is nobody left to answer.
    response.destroy();
  }
}

async function handle(exchange: Exchange, endpoint: string, hooks: ServerHooks): Promise<Answer> {
  try {
    if (endpoint === 'GET /event' && hooks.nextEvent !== undefined) {
      const event = await hooks.nextEvent();
      if (event === undefined) return { status: 404, body: { message: 'The run is complete.' } };
      return { status: 200, body: event };
    }
    const handler = handlers[endpoint];
    if (handler === undefined) return refuse('known-endpoint', `The platform has no ${endpoint}.`, 404);
    return await handler(exchange);
  } catch (error) {
    // Whoever has given up a request has sent another one since: what comes of the first is nobody's fault.
    if (exchange.request.socket.destroyed) throw error;
    if (error instanceof Refusal) {
      hooks.onRefusal(error, endpoint);
      return { status: error.status, body: { message: error.message, rule: error.rule } };
    }
    hooks.onFailure(error, endpoint);
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 500, body: { message: `The local platform failed: ${reason}` } };
  }
}

function endpointOf(method: string, path: string): string {
  return `${method} ${path.replace(/^\/(upload|download|callback)\/[^/]+$/, '/$1/:id')}`;
}

async function send(
  response: ServerResponse,
  answer: Answer,
  headers?: Record<string, string>,
): Promise<void> {
  if (answer.file !== undefined) {
    response.writeHead(answer.status, { 'content-type': 'application/octet-stream' });
    await pipeline(createReadStream(answer.file), response);
    return;
  }
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
  const type = typeof answer.body === 'string' ? 'text/html' : 'application/json';
  response.writeHead(answer.status, { 'content-type': type, ...headers });
  const body = answer.status === 204 ? undefined : text;
  await new Promise<void>((resolve, reject) => {
    response.once('finish', resolve);
    response.once('close', () => reject(new Error('The connection was closed before the answer was sent.')));
    response.end(body);
  });
}

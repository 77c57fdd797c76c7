import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Simulator } from './simulator.js';

/** One request to the external system, as a test or a fault profile sees it. */
export interface SourceRequest {
  method: string;
  /** Path without query. */
  path: string;
  /** How many requests came before this one, plus one. */
  number: number;
  /** How often exactly this request (method, address, body) was sent so far, this one included. */
  attempt: number;
}

/**
 * What happens to a request instead of being answered well:
 * an answer of another status; `reset`: cut off before it is handled; `reset-after`: handled, then cut off before
 * the answer; `cut-body`: half of the answer, then cut off; `truncate`: half of the answer as if it were whole;
 * `html`: a login page with status 200; `empty`: status 200 without a body; `silence`: no answer at all;
 * `dribble`: the answer byte by byte and never finished; a delay before it is handled.
 */
export type SourceFault =
  | { status: number; headers?: Readonly<Record<string, string>>; body?: string }
  | 'reset'
  | 'reset-after'
  | 'cut-body'
  | 'truncate'
  | 'html'
  | 'empty'
  | 'silence'
  | 'dribble'
  | { delayMs: number };

export interface FaultProxyOptions {
  /** Decides before a request is handled. */
  fault?: (request: SourceRequest) => SourceFault | undefined;
  /** Called when a request has arrived, and again when its answer is known but not yet sent. */
  onBoundary?: (stage: 'arrived' | 'handled', request: SourceRequest) => void;
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** The same simulator behind an address of its own that plays faults; closing it closes both. */
export async function withFaults(simulator: Simulator, options: FaultProxyOptions): Promise<Simulator> {
  const attempts = new Map<string, number>();
  let number = 0;
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const key = `${incoming.method} ${incoming.url} ${body.toString('latin1')}`;
    attempts.set(key, (attempts.get(key) ?? 0) + 1);
    number += 1;
    const request: SourceRequest = {
      method: incoming.method ?? 'GET',
      path: (incoming.url ?? '/').split('?', 1)[0] ?? '/',
      number,
      attempt: attempts.get(key) ?? 1,
    };
    options.onBoundary?.('arrived', request);
    const fault = options.fault?.(request);
    if (fault !== undefined && (await playBeforehand(fault, response))) return;
    const answer = await forward(simulator.url, incoming, body);
    options.onBoundary?.('handled', request);
    await respond(answer, fault, response);
  }

  return {
    ...simulator,
    url,
    connection: Object.fromEntries(
      Object.entries(simulator.connection).map(([name, value]) => [name, value.replace(simulator.url, url)]),
    ),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await simulator.close();
    },
  };
}

/** Plays faults that keep a request from being handled; true when it is over. */
async function playBeforehand(fault: SourceFault, response: ServerResponse): Promise<boolean> {
  if (typeof fault === 'object') {
    if ('delayMs' in fault) {
      await pause(fault.delayMs);
      return false;
    }
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
    response.end(fault.body ?? '{"errorMessages":["injected"],"errors":{}}');
    return true;
  }
  switch (fault) {
    case 'reset':
      response.destroy();
      return true;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html;charset=UTF-8' });
      response.end('<!DOCTYPE html><html><body><form action="/login">Log in</form></body></html>');
      return true;
    case 'empty':
      response.writeHead(200, { 'content-length': '0' });
      response.end();
      return true;
    case 'silence':
      return true;
    default:
      return false;
  }
}

async function respond(
  answer: Answer,
  fault: SourceFault | undefined,
  response: ServerResponse,
): Promise<void> {
  const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
  switch (fault) {
    case 'reset-after':
      response.destroy();
      return;
    case 'truncate':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': String(half.length) });
      response.end(half);
      return;
    case 'cut-body':
    case 'dribble':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) });
      await new Promise((resolve) =>
        response.write(fault === 'dribble' ? half.subarray(0, 1) : half, resolve),
      );
      if (fault === 'cut-body') response.destroy();
      return;
    default:
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
  }
}

function forward(origin: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _, 'transfer-encoding': __, ...headers } = incoming.headers;
    const outgoing = sendRequest(
      new URL(incoming.url ?? '/', origin),
      { method: incoming.method, headers: { ...headers, 'content-length': String(body.length) } },
      (answer) => {
        readAll(answer).then((content) => {
          const { connection: ___, 'transfer-encoding': ____, ...answerHeaders } = answer.headers;
          resolve({
            status: answer.statusCode ?? 502,
            headers: { ...answerHeaders, 'content-length': String(content.length) },
            body: content,
          });
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function readAll(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulator } from './simulator.js';
import { type Answer, forward, playBeforehand, readAll, respond, type SourceFault } from './source-faults.js';

/** One request to the external system, as a test or a fault profile sees it. */
export interface SourceRequest {
  method: string;
  /** Path without query. */
  path: string;
  /** How many requests came before this one, plus one. */
  number: number;
  /**
   * How often exactly this request (method, address, body) was sent so far, this one included. The query of a
   * redirected request does not count: signed addresses differ each time.
   */
  attempt: number;
  /** Sent to another origin than the API's, where a redirect led: a download. */
  isRedirected: boolean;
}

export interface FaultProxyOptions {
  /** Decides before a request is handled. */
  fault?: (request: SourceRequest) => SourceFault | undefined;
  /** Called when a request has arrived, and again when its answer is known but not yet sent. */
  onBoundary?: (stage: 'arrived' | 'handled', request: SourceRequest) => void;
}

/** Forms are told apart by a boundary that is drawn anew for each attempt. */
function comparableBody(body: Buffer, { headers }: IncomingMessage): string {
  const boundary = /boundary="?([^";]+)/i.exec(headers['content-type'] ?? '')?.[1];
  const text = body.toString('latin1');
  return boundary === undefined ? text : text.replaceAll(boundary, '');
}

/**
 * The same simulator behind an address of its own that plays faults, also on the other origins it redirects to;
 * closing it closes both.
 */
export async function withFaults(simulator: Simulator, options: FaultProxyOptions): Promise<Simulator> {
  const attempts = new Map<string, number>();
  /** What an endpoint answered first, for replays. */
  const firstAnswers = new Map<string, Answer>();
  const servers: Server[] = [];
  const addresses = new Map<string, Promise<string>>();
  let number = 0;

  /** Address of the proxy in front of an origin. */
  function addressFor(origin: string): Promise<string> {
    const known = addresses.get(origin) ?? open(origin);
    addresses.set(origin, known);
    return known;
  }

  async function open(origin: string): Promise<string> {
    const server = createServer((incoming, response) => {
      handle(origin, incoming, response).catch(() => response.destroy());
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function handle(origin: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const method = incoming.method ?? 'GET';
    const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/';
    const isRedirected = origin !== simulator.url;
    const key = isRedirected
      ? `${method} ${origin}${path}`
      : `${method} ${incoming.url} ${comparableBody(body, incoming)}`;
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    number += 1;
    const request: SourceRequest = { method, path, number, attempt, isRedirected };
    options.onBoundary?.('arrived', request);
    const fault = options.fault?.(request);
    if (fault !== undefined && (await playBeforehand(fault, response))) return;
    const endpoint = `${method} ${origin}${path}`;
    const earlier = fault === 'replay' ? firstAnswers.get(endpoint) : undefined;
    const answer = earlier ?? (await forward(origin, incoming, body));
    if (!firstAnswers.has(endpoint)) firstAnswers.set(endpoint, answer);
    options.onBoundary?.('handled', request);
    await respond(await throughProxies(answer), fault, response);
  }

  async function throughProxies(answer: Answer): Promise<Answer> {
    const { location } = answer.headers;
    if (location === undefined || !URL.canParse(location)) return answer;
    const { origin } = new URL(location);
    return {
      ...answer,
      headers: { ...answer.headers, location: location.replace(origin, await addressFor(origin)) },
    };
  }

  const url = await addressFor(simulator.url);
  return {
    ...simulator,
    url,
    connection: Object.fromEntries(
      Object.entries(simulator.connection).map(([name, value]) => [name, value.replace(simulator.url, url)]),
    ),
    async close() {
      await Promise.all(
        servers.map((server) => {
          server.closeAllConnections();
          return new Promise((resolve) => server.close(resolve));
        }),
      );
      await simulator.close();
    },
  };
}

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** Answers one request; `attempt` counts requests of the same method and path from 1. */
export type Handler = (request: SeenRequest, response: http.ServerResponse, attempt: number) => void;

/** A real server on loopback that keeps what it was sent; it ends with the test. */
export async function serve(handler: Handler) {
  const requests: SeenRequest[] = [];
  const server = http.createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return; // The sender gave up; a body cut off is no request.
    }
    const url = new URL(incoming.url ?? '/', 'http://loopback');
    const request = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: Buffer.concat(chunks),
    };
    requests.push(request);
    const same = requests.filter(({ method, path }) => method === request.method && path === request.path);
    handler(request, response, same.length);
  });
  return { url: await listen(server), requests };
}

/** Starts any server on a free port of loopback and ends it, with its connections, after the test. */
export async function listen(server: http.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function answer(
  response: http.ServerResponse,
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): void {
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  response.writeHead(status, { ...(!isText && { 'content-type': 'application/json' }), ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

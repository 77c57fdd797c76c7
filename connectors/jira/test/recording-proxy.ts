import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface RecordedRequest {
  method: string;
  path: string;
  /** May be changed by an interposer before the request goes on. */
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when none was sent, also for forms. */
  body: unknown;
}

export interface CannedAnswer {
  status: number;
  /** Sent as JSON, a string as it is. */
  body: unknown;
  /** `application/json` unless given. */
  contentType?: string;
}

/** Answers in place of the upstream, or lets the request go on, changed or not, by returning undefined. */
export type Interposer = (request: RecordedRequest) => CannedAnswer | undefined;

export interface RecordingProxy {
  /** Origin on loopback. */
  url: string;
  /** Requests as they arrived, in order. */
  requests: RecordedRequest[];
  interpose(interposer: Interposer | undefined): void;
  close(): Promise<void>;
}

/** Stands between a client and `upstream`; without an upstream everything not interposed is answered 404. */
export async function startRecordingProxy(upstream: string | undefined): Promise<RecordingProxy> {
  const requests: RecordedRequest[] = [];
  let interposer: Interposer | undefined;

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { request, content } = await readRequest(incoming);
    requests.push({ ...request, query: new URLSearchParams(request.query) });
    const canned = interposer?.(request);
    if (canned !== undefined) return sendCanned(response, canned);
    if (upstream === undefined) return sendCanned(response, { status: 404, body: { errorMessages: [] } });
    const url = new URL(request.path, upstream);
    url.search = request.query.toString();
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const reply = await fetch(url, {
      method: request.method,
      redirect: 'manual',
      headers,
      ...(content.length > 0 && { body: new Uint8Array(content) }),
    });
    const location = reply.headers.get('location');
    response.writeHead(reply.status, {
      'content-type': reply.headers.get('content-type') ?? 'application/octet-stream',
      ...(location !== null && { location }),
    });
    response.end(Buffer.from(await reply.arrayBuffer()));
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The recording proxy got no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    interpose: (next) => {
      interposer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(
  incoming: IncomingMessage,
): Promise<{ request: RecordedRequest; content: Buffer }> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const content = Buffer.concat(chunks);
  const isJson = incoming.headers['content-type']?.startsWith('application/json') === true;
  const url = new URL(incoming.url ?? '/', 'http://proxy.invalid');
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    content,
    request: {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(headers),
      body: isJson && content.length > 0 ? JSON.parse(content.toString('utf8')) : undefined,
    },
  };
}

function sendCanned(response: ServerResponse, { status, body, contentType }: CannedAnswer): void {
  response.writeHead(status, { 'content-type': contentType ?? 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

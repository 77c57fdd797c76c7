import http from 'node:http';
import https from 'node:https';
import { pipeline, Readable } from 'node:stream';
import zlib from 'node:zlib';
import { agentFor } from './agents.js';

/** The one way bytes leave this process, for the platform and for external systems alike. */
export interface TransportRequest {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** A buffer can be sent again; a stream is sent once and needs `bodyBytes`. */
  body?: Buffer | Readable;
  bodyBytes?: number;
  /** Stop waiting for a connection, for response headers, and between two chunks of the body. */
  timeouts: TransportTimeouts;
  /** Compressed responses are unpacked; `false` asks for the bytes as they are (files, ranges). */
  decompress?: boolean;
  /** Refuses a host whose name leads to a private address when it is connected to. */
  mustBePublic?: boolean;
  signal?: AbortSignal;
}

export interface TransportTimeouts {
  connectMs: number;
  headersMs: number;
  idleMs: number;
}

export interface TransportResponse {
  status: number;
  /** Lower-case names; repeated headers are joined with a comma. */
  headers: Readonly<Record<string, string>>;
  body: Readable;
}

/** `too_large`: there is an answer, but more of it than is taken; asking again brings the same. */
export type TransportErrorKind = 'timeout' | 'network' | 'too_large';

/** The request did not get an answer: refused, reset, timed out, or cut off in the middle. */
export class TransportError extends Error {
  readonly kind: TransportErrorKind;
  /** True when the server cannot have seen the request. */
  readonly neverSent: boolean;

  constructor(
    message: string,
    kind: TransportErrorKind,
    options: { cause?: unknown; neverSent?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TransportError';
    this.kind = kind;
    this.neverSent = options.neverSent ?? false;
  }
}

export type Send = (request: TransportRequest) => Promise<TransportResponse>;

/**
 * Sends one request and resolves with the response headers. Redirects are not followed.
 * @throws TransportError when there is no answer; the signal's reason when it was aborted.
 */
export function send(request: TransportRequest): Promise<TransportResponse> {
  const { url, signal } = request;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return Promise.reject(new TransportError(`${url.protocol} addresses are not supported`, 'network'));
  }
  if (signal?.aborted) return Promise.reject(signal.reason);
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = client.request(url, {
      method: request.method,
      agent: agentFor(url, request.mustBePublic ?? false),
      headers: requestHeaders(request),
    });
    const timer = startTimers(outgoing, request.timeouts);
    const abort = () =>
      outgoing.destroy(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    signal?.addEventListener('abort', abort, { once: true });
    const settle = () => timer.clear();

    outgoing.on('error', (error) => {
      settle();
      signal?.removeEventListener('abort', abort);
      reject(signal?.aborted ? signal.reason : asTransportError(error, url, timer));
    });
    outgoing.on('response', (incoming) => {
      settle();
      const body = responseBody(incoming, request, () => signal?.removeEventListener('abort', abort));
      resolve({ status: incoming.statusCode ?? 0, headers: flattenHeaders(incoming.headers), body });
    });
    writeBody(outgoing, request, reject);
  });
}

function requestHeaders({ headers, body, bodyBytes, decompress }: TransportRequest): Record<string, string> {
  const length = Buffer.isBuffer(body) ? body.length : bodyBytes;
  return {
    'accept-encoding': decompress === false ? 'identity' : 'gzip, deflate, br',
    ...headers,
    ...(length !== undefined && { 'content-length': String(length) }),
  };
}

function writeBody(
  outgoing: http.ClientRequest,
  { body, signal }: TransportRequest,
  reject: (error: unknown) => void,
): void {
  if (body === undefined || (Buffer.isBuffer(body) && body.length <= writeChunkBytes)) {
    outgoing.end(body);
    return;
  }
  const source = Buffer.isBuffer(body) ? Readable.from(slices(body)) : body;
  // A failing source must not end the request normally: the receiver would take the cut-off body for the whole.
  pipeline(source, outgoing, (error) => {
    if (!error || signal?.aborted) return;
    reject(
      new TransportError(`what was to be sent could not be read: ${error.message}`, 'network', {
        cause: error,
      }),
    );
  });
}

/** Handed over whole, a large buffer would count as sent at once and a slow line would look like a stuck one. */
const writeChunkBytes = 256 * 1024;

function* slices(body: Buffer): Generator<Buffer> {
  for (let start = 0; start < body.length; start += writeChunkBytes) {
    yield body.subarray(start, start + writeChunkBytes);
  }
}

interface Timers {
  clear(): void;
  firedAfter(): string | undefined;
  connected(): boolean;
}

function startTimers(outgoing: http.ClientRequest, timeouts: TransportTimeouts): Timers {
  let fired: string | undefined;
  let connected = false;
  /** The answer can come before the request is sent whole; no timer may start after it. */
  let isOver = false;
  const fire = (what: string, milliseconds: number) =>
    setTimeout(() => {
      fired = `${what} within ${milliseconds / 1000} s`;
      outgoing.destroy(new Error(fired));
    }, milliseconds);
  let connectTimer: NodeJS.Timeout | undefined;
  let headersTimer: NodeJS.Timeout | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  outgoing.on('socket', (socket) => {
    if (isOver) return;
    // Only now: waiting for one of the busy sockets to become free is nobody's fault.
    connectTimer = fire('no connection', timeouts.connectMs);
    const onConnected = () => {
      if (isOver) return;
      connected = true;
      clearTimeout(connectTimer);
      // Sending a large body takes as long as it takes, as long as bytes keep moving.
      let sent = socket.bytesWritten;
      idleTimer = setInterval(() => {
        if (outgoing.writableFinished) {
          clearInterval(idleTimer);
          headersTimer ??= fire('no response', timeouts.headersMs);
        } else if (socket.bytesWritten === sent) {
          fired = `no progress in sending for ${timeouts.idleMs / 1000} s`;
          outgoing.destroy(new Error(fired));
        }
        sent = socket.bytesWritten;
      }, timeouts.idleMs);
    };
    if (socket.connecting)
      socket.once(
        socket instanceof Object && 'encrypted' in socket ? 'secureConnect' : 'connect',
        onConnected,
      );
    else onConnected();
  });
  outgoing.on('finish', () => {
    if (!isOver) headersTimer ??= fire('no response', timeouts.headersMs);
  });
  return {
    clear: () => {
      isOver = true;
      clearTimeout(connectTimer);
      clearTimeout(headersTimer);
      clearInterval(idleTimer);
    },
    firedAfter: () => fired,
    connected: () => connected,
  };
}

function asTransportError(error: Error, url: URL, timers: Timers): TransportError {
  const fired = timers.firedAfter();
  if (fired !== undefined) {
    return new TransportError(`${url.origin}: ${fired}`, 'timeout', {
      cause: error,
      neverSent: !timers.connected(),
    });
  }
  const code = 'code' in error ? String(error.code) : error.message;
  const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code);
  return new TransportError(`${url.origin}: ${code}`, 'network', { cause: error, neverSent });
}

function responseBody(incoming: http.IncomingMessage, request: TransportRequest, done: () => void): Readable {
  watchIdle(incoming, request);
  incoming.once('close', done);
  return request.decompress === false ? incoming : unpack(incoming, incoming.headers['content-encoding']);
}

/** The body of a response that was asked for as it is, unpacked if the server packed it all the same. */
export function unpacked({ body, headers }: TransportResponse): Readable {
  return unpack(body, headers['content-encoding']);
}

function unpack(body: Readable, encoding: string | undefined): Readable {
  const decoder = decoderFor(encoding);
  if (!decoder) return body;
  return pipeline(body, decoder, () => {});
}

/** Cuts off a server that stops sending; a consumer that is slow to read is not the server's fault. */
function watchIdle(incoming: http.IncomingMessage, { url, timeouts }: TransportRequest): void {
  const { socket } = incoming;
  const onTimeout = () => {
    if (incoming.readableLength > 0) {
      socket.setTimeout(timeouts.idleMs);
      return;
    }
    incoming.destroy(
      new TransportError(`${url.origin}: no bytes for ${timeouts.idleMs / 1000} s`, 'timeout'),
    );
  };
  socket.setTimeout(timeouts.idleMs);
  socket.on('timeout', onTimeout);
  incoming.once('close', () => {
    socket.off('timeout', onTimeout);
    socket.setTimeout(0);
  });
}

function decoderFor(encoding: string | undefined) {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      return zlib.createInflate();
    case 'br':
      return zlib.createBrotliDecompress();
    default:
      return undefined;
  }
}

function flattenHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/**
 * Reads a whole body, refusing one that is larger than `maxBytes` or takes longer than `totalMs`.
 * @throws TransportError
 */
export async function readBody(body: Readable, maxBytes: number, totalMs?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  const timer =
    totalMs === undefined
      ? undefined
      : setTimeout(
          () => body.destroy(new TransportError(`the response took over ${totalMs / 1000} s`, 'timeout')),
          totalMs,
        );
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > maxBytes)
        throw new TransportError(`the response is larger than ${maxBytes} bytes`, 'too_large');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof TransportError) throw error;
    throw new TransportError('the response was cut off', 'network', { cause: error });
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks, total);
}

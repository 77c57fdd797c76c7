import type { Readable } from 'node:stream';
import { RateLimitedError, TransientApiError, UnexpectedResponseError } from '../errors.js';
import { type Backoff, backoffMs, wait } from './backoff.js';
import type { CallLedger } from './call-ledger.js';
import { emptyBody, parseJsonBody, webPageInstead } from './json-body.js';
import { createRateGate } from './rate-gate.js';
import { judge, type ResponseAction, type ResponseFacts, type SystemDescription } from './response-policy.js';
import {
  readBody,
  send,
  TransportError,
  type TransportResponse,
  type TransportTimeouts,
  unpacked,
} from './transport.js';

export type QueryValue = string | number | boolean | undefined | readonly (string | number)[];

export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path on the client's base URL, starting with a slash. Never a URL taken from a payload. */
  path: string;
  /** Route with placeholders, e.g. `/rest/api/3/issue/{id}/comment`: names the endpoint in counts and messages. */
  endpoint?: string;
  /** Arrays become repeated parameters; undefined is left out. */
  query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Reads only can be repeated after an unknown outcome; defaults to true for GET, otherwise false. */
  safeToRepeat?: boolean;
  /** For files: a web page in place of the file is a login page in disguise and no success. */
  refuseWebPage?: boolean;
}

/** A file as the external system hands it out. */
export interface RemoteFile {
  body: Readable;
  contentType: string | undefined;
  /** Undefined when the system does not say. */
  bytes: number | undefined;
}

/** The only way a connector talks to its external system: paced, repeated, timed and counted by core. */
export interface HttpClient {
  /** Parsed JSON of a successful response; undefined for an empty one. */
  json(request: HttpRequest): Promise<unknown>;
  /** Opens a file, following redirects; credentials are only ever sent to the client's own origin. */
  file(request: HttpRequest): Promise<RemoteFile>;
}

export interface HttpClientOptions {
  /** Origin, optionally with a path prefix. */
  baseUrl: string;
  /** Sent with every request to the base URL's origin; `authorization` values are kept out of all output. */
  headers: Readonly<Record<string, string>>;
  system: SystemDescription;
  /** Overrides the default table for single responses. */
  classify?: (facts: ResponseFacts, request: HttpRequest) => ResponseAction;
}

/** What the runtime adds to every client; one per invocation. */
export interface HttpEnvironment {
  signal: AbortSignal;
  /** Milliseconds until the soft deadline; a longer wait is not slept out but handed back to the platform. */
  remainingMs: () => number;
  ledger: CallLedger;
  redact: (text: string) => string;
  addSecret: (value: string) => void;
  now?: () => number;
  random?: () => number;
  /** Shortens waits between attempts in tests. */
  backoff?: Backoff;
  timeouts: TransportTimeouts;
}

export const sourceBackoff: Backoff = { baseMs: 500, capMs: 15_000 };
const maxAttempts = 5;
const maxWaitInPlaceMs = 30_000;
const maxResponseBytes = 256 * 1024 * 1024;
const maxRedirects = 5;
const bodyStartBytes = 2_000;

export function createHttpClient(options: HttpClientOptions, environment: HttpEnvironment): HttpClient {
  const base = new URL(options.baseUrl);
  const now = environment.now ?? Date.now;
  const random = environment.random ?? Math.random;
  const backoff = environment.backoff ?? sourceBackoff;
  const gate = createRateGate(now);
  for (const [name, value] of Object.entries(options.headers)) {
    if (/authorization|token|key|cookie/i.test(name))
      environment.addSecret(value.replace(/^(Basic|Bearer)\s+/i, ''));
  }

  /** Runs `attempt` until it succeeds, fails for good, or its waits no longer fit into the invocation. */
  async function repeat<Result>(
    request: HttpRequest,
    attempt: () => Promise<Attempt<Result>>,
  ): Promise<Result> {
    const endpoint = endpointName(request);
    for (let number = 1; ; number += 1) {
      // Another request may have been told to keep this endpoint quiet meanwhile.
      for (let closedMs = gate.closedForMs(endpoint); closedMs > 0; closedMs = gate.closedForMs(endpoint)) {
        if (!fits(closedMs)) throw rateLimitOf(endpoint, closedMs, options.system.name);
        await wait(closedMs + random() * 250, environment.signal);
      }
      const outcome = await attempt();
      if (outcome.kind === 'done') return outcome.result;
      const { error } = outcome;
      const rateLimited = error instanceof RateLimitedError;
      const repeatable = rateLimited || outcome.neverSent || isSafe(request);
      const askedMs = (outcome.afterSeconds ?? 0) * 1000;
      const waitMs = askedMs || backoffMs(number + (rateLimited ? 1 : 0), backoff, random);
      if (rateLimited) gate.close(endpoint, waitMs);
      if (!repeatable || number >= maxAttempts) throw error;
      if (!fits(waitMs)) {
        // Asked to wait, it is down; out of time, nobody knows yet, and the next invocation finds out.
        const details = { code: error.code, isOutage: waitMs > maxWaitInPlaceMs };
        throw rateLimited ? error : new RateLimitedError(error.message, waitMs / 1000, details);
      }
      if (!rateLimited) await wait(waitMs, environment.signal);
    }
  }

  /** A longer wait would leave the invocation idle; the platform waits for free. */
  function fits(waitMs: number): boolean {
    return waitMs <= maxWaitInPlaceMs && waitMs <= environment.remainingMs();
  }

  async function exchange(request: HttpRequest, decompress: boolean): Promise<TransportResponse> {
    let url = resolveUrl(base, request);
    for (let hop = 0; ; hop += 1) {
      const ownOrigin = url.origin === base.origin;
      const sentAt = now();
      const response = await send({
        method: request.method ?? 'GET',
        url,
        headers: {
          accept: 'application/json',
          ...(ownOrigin && options.headers),
          ...(ownOrigin && request.headers),
          ...(request.body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(request.body !== undefined && { body: Buffer.from(JSON.stringify(request.body)) }),
        timeouts: environment.timeouts,
        decompress,
        signal: environment.signal,
      });
      environment.ledger.record({
        endpoint: hop === 0 ? endpointName(request) : 'redirected download',
        status: response.status,
        serverDate: ownOrigin ? response.headers.date : undefined,
        sentAt,
      });
      const location = response.headers.location;
      const redirected = response.status >= 300 && response.status < 400 && location !== undefined;
      if (!redirected) return response;
      response.body.resume();
      if ((request.method ?? 'GET') !== 'GET' || hop >= maxRedirects) {
        throw new UnexpectedResponseError(
          `${options.system.name} redirected ${subjectOf(request, base)} ${hop >= maxRedirects ? 'too many times' : 'although it was no read'}. ` +
            'Check the address of the connection.',
        );
      }
      url = redirectTarget(location, url, options.system.name, subjectOf(request, base));
    }
  }

  /** One attempt up to the response headers; on failure the reason and whether another one makes sense. */
  async function attempt(request: HttpRequest, decompress: boolean): Promise<Attempt<TransportResponse>> {
    const subject = subjectOf(request, base);
    let response: TransportResponse;
    try {
      response = await exchange(request, decompress);
    } catch (error) {
      return networkFailure(error, subject);
    }
    if (response.status >= 200 && response.status < 300 && !options.classify)
      return { kind: 'done', result: response };
    const isSuccess = response.status >= 200 && response.status < 300;
    const bodyStart = isSuccess ? '' : await startOf(response.body);
    const facts = {
      status: response.status,
      headers: response.headers,
      bodyStart: environment.redact(bodyStart),
    };
    const chosen = options.classify?.(facts, request) ?? { action: 'default' };
    if (chosen.action === 'accept') return { kind: 'done', result: response };
    if (chosen.action === 'fail') {
      response.body.destroy();
      throw chosen.error;
    }
    const verdict = judge(facts, subject, options.system, now());
    if (verdict.kind === 'accept') return { kind: 'done', result: response };
    if (verdict.kind === 'fail') throw verdict.error;
    return { kind: 'again', afterSeconds: verdict.afterSeconds, error: verdict.error, neverSent: false };
  }

  function networkFailure(error: unknown, subject: string): Attempt<never> {
    if (!(error instanceof TransportError)) throw error;
    return {
      kind: 'again',
      afterSeconds: undefined,
      neverSent: error.neverSent,
      error: new TransientApiError(
        `${options.system.name} could not be reached (${error.message} on ${subject}). ` +
          'Check the address of the connection; if it is right, the next sync resumes where this one stopped.',
        { cause: error },
      ),
    };
  }

  return {
    json: (request) =>
      repeat(request, async () => {
        const opened = await attempt(request, true);
        if (opened.kind === 'again') return opened;
        const { body } = opened.result;
        try {
          const bytes = await readBody(body, maxResponseBytes);
          const result = parseJsonBody(bytes, opened.result, subjectOf(request, base), options.system);
          if (result === undefined && opened.result.status !== 204 && isSafe(request)) throw emptyBody();
          return { kind: 'done', result };
        } catch (error) {
          // A login page can be a hiccup of a gateway; when it stays, it is the error to report.
          if (error instanceof UnexpectedResponseError) {
            return { kind: 'again', afterSeconds: undefined, error, neverSent: false };
          }
          return networkFailure(error, subjectOf(request, base));
        }
      }),
    file: (request) =>
      repeat(request, async () => {
        const opened = await attempt(request, false);
        if (opened.kind === 'again') return opened;
        const { headers } = opened.result;
        // Packed although we asked for the file as it is: its length is then not that of the file.
        const body = unpacked(opened.result);
        const isPacked = body !== opened.result.body;
        if (request.refuseWebPage && /html/i.test(headers['content-type'] ?? '')) {
          body.destroy();
          const error = webPageInstead(subjectOf(request, base), options.system);
          return { kind: 'again', afterSeconds: undefined, error, neverSent: false };
        }
        const bytes = Number(headers['content-length'] ?? Number.NaN);
        return {
          kind: 'done',
          result: {
            body,
            contentType: headers['content-type'],
            bytes: !isPacked && Number.isSafeInteger(bytes) ? bytes : undefined,
          },
        };
      }),
  };
}

type Attempt<Result> =
  | { kind: 'done'; result: Result }
  | {
      kind: 'again';
      afterSeconds: number | undefined;
      error: RateLimitedError | TransientApiError | UnexpectedResponseError;
      neverSent: boolean;
    };

/** For a request that was not even sent, because its endpoint is to be left alone longer than we can wait. */
function rateLimitOf(endpoint: string, closedMs: number, systemName: string): RateLimitedError {
  return new RateLimitedError(
    `${systemName} asked to slow down (429 on ${endpoint}). The sync goes on by itself after the wait.`,
    closedMs / 1000,
  );
}

function isSafe({ safeToRepeat, method = 'GET' }: HttpRequest): boolean {
  return safeToRepeat ?? method === 'GET';
}

function resolveUrl(base: URL, { path, query }: HttpRequest): URL {
  const url = new URL(base.pathname.replace(/\/+$/, '') + path, base);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    const values = Array.isArray(value) ? value : [value];
    for (const single of values) url.searchParams.append(name, String(single));
  }
  return url;
}

function redirectTarget(location: string, from: URL, systemName: string, subject: string): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (target?.protocol === 'http:' || target?.protocol === 'https:') return target;
  throw new UnexpectedResponseError(
    `${systemName} redirected ${subject} to something that is no web address. Check the address of the connection.`,
  );
}

function endpointName(request: HttpRequest): string {
  return `${request.method ?? 'GET'} ${request.endpoint ?? request.path}`;
}

/** Query parameters stay out of messages: they may hold search text of people. */
function subjectOf(request: HttpRequest, base: URL): string {
  return `${request.method ?? 'GET'} ${base.origin}${base.pathname.replace(/\/+$/, '')}${request.path}`;
}

async function startOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= bodyStartBytes) break;
    }
  } catch {
    // The status already says what happened; a body cut off adds nothing.
  }
  return Buffer.concat(chunks).subarray(0, bodyStartBytes).toString('utf8');
}

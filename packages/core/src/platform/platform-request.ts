import type { Readable } from 'node:stream';
import { PlatformError } from '../errors.js';
import { type Backoff, backoffMs } from '../http/backoff.js';
import { parseRetryAfter } from '../http/retry-after.js';
import {
  readBody,
  type Send,
  send as sendOverNetwork,
  TransportError,
  type TransportResponse,
  type TransportTimeouts,
} from '../http/transport.js';
import { isJsonObject } from '../json-value.js';
import { type Clock, systemClock } from '../time/clock.js';

/** One call to the platform. Bodies are made per attempt, so that a repeated request is whole again. */
export interface PlatformRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** What is being done, for messages: "reading the sync state". */
  purpose: string;
  body?: () => Promise<{ body: Buffer | Readable; bytes: number; contentType: string }>;
  /** Statuses that are an answer and not a failure, besides 2xx. */
  accept?: readonly number[];
  maxAttempts?: number;
  /** `false` for stored files, whose bytes are wanted as they were sent. */
  decompress?: boolean;
}

/** What attempts at a request to the platform depend on. `redact` takes secrets out of whatever is logged. */
export interface PlatformRequestOptions {
  signal?: AbortSignal;
  redact: (text: string) => string;
  backoff?: Backoff;
  timeouts?: TransportTimeouts;
  random?: () => number;
  /** The system's unless a test has one of its own, and with it perhaps a network of its own. */
  clock?: Clock;
  send?: Send;
}

/**
 * An outage of about half a minute is survived in place, as by the official client; starting with short waits, a
 * single failed request costs a fraction of a second instead of two. 30 s without a sign of life end an attempt
 * (devrev/adaas-sdk v1.20 `src/http/axios-client-internal.ts`).
 */
const defaultMaxAttempts = 9;
const defaultTimeouts: TransportTimeouts = { connectMs: 10_000, headersMs: 30_000, idleMs: 30_000 };
export const platformBackoff: Backoff = { baseMs: 250, capMs: 16_000 };
const maxRetryAfterMs = 60_000;
const maxJsonBytes = 64 * 1024 * 1024;
const maxFileBytes = 256 * 1024 * 1024;
/** For a whole body, which may drip for ever without ever being idle. */
const maxBodyMs = 5 * 60_000;

/**
 * Sends a request to the platform, repeating it after network failures, time-outs, 5xx and 429.
 * @throws PlatformError when it is refused or keeps failing.
 */
export function platformRequest(
  request: PlatformRequest,
  options: PlatformRequestOptions,
): Promise<TransportResponse> {
  return attempted(request, options, () => sendOnce(request, options));
}

/**
 * Makes attempts until one is answered, as many and as far apart as the native port does.
 * @param attempt resolves with the answer, or with why there is none and whether another attempt may help
 * @throws PlatformError when there is no answer
 */
export async function attempted<Answer>(
  { purpose, maxAttempts = defaultMaxAttempts }: Pick<PlatformRequest, 'purpose' | 'maxAttempts'>,
  options: PlatformRequestOptions,
  attempt: () => Promise<{ answer: Answer } | Failure>,
): Promise<Answer> {
  for (let number = 1; ; number += 1) {
    const outcome = await attempt();
    if ('answer' in outcome) return outcome.answer;
    if (!outcome.repeatable || number >= maxAttempts) throw failure({ purpose }, outcome, number);
    await waitBeforeNext(number, options, outcome.retryAfterSeconds);
  }
}

/**
 * Like {@link platformRequest} for requests whose answer is only read for having been carried out. What it says does
 * not matter, and neither does whether it arrives whole: repeating would carry it out twice. A web page is the answer
 * of something in between, which carried out nothing.
 */
export async function platformSend(request: PlatformRequest, options: PlatformRequestOptions): Promise<void> {
  const maxAttempts = request.maxAttempts ?? defaultMaxAttempts;
  for (let attempt = 1; ; attempt += 1) {
    const { headers, body } = await platformRequest(request, options);
    const text = await firstWords(body, (said) => said);
    if (!isWebPage(headers['content-type'], text)) return;
    if (attempt >= maxAttempts) throw failure(request, { reason: 'a web page answered' }, attempt);
    await waitBeforeNext(attempt, options);
  }
}

/** True of an answer that a proxy or a gateway gives in place of the platform. */
export function isWebPage(contentType: string | undefined, text: string): boolean {
  return /html/i.test(contentType ?? '') || /^<(!doctype\s+)?html/i.test(text);
}

/** Like {@link platformRequest}, with the whole body in memory as it was stored. */
export async function platformBytes(
  request: PlatformRequest,
  options: PlatformRequestOptions,
): Promise<Buffer> {
  const maxAttempts = request.maxAttempts ?? defaultMaxAttempts;
  for (let attempt = 1; ; attempt += 1) {
    const { body } = await platformRequest({ ...request, decompress: false }, options);
    try {
      return await readBody(body, maxFileBytes, maxBodyMs);
    } catch (error) {
      if (attempt >= maxAttempts)
        throw failure(request, { reason: 'the answer was cut off', cause: error }, attempt);
      await waitBeforeNext(attempt, options);
    }
  }
}

/** Like {@link platformRequest}, with the body parsed as a JSON object; an empty body is an empty object. */
export async function platformJson(
  request: PlatformRequest,
  options: PlatformRequestOptions,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const maxAttempts = request.maxAttempts ?? defaultMaxAttempts;
  for (let attempt = 1; ; attempt += 1) {
    const response = await platformRequest(request, options);
    try {
      const text = (await readBody(response.body, maxJsonBytes, maxBodyMs)).toString('utf8');
      const body: unknown = text.trim() === '' ? {} : JSON.parse(text);
      return { status: response.status, body: isJsonObject(body) ? body : {} };
    } catch (error) {
      if (attempt >= maxAttempts) {
        throw failure(request, { reason: 'the answer was cut off or is not JSON', cause: error }, attempt);
      }
      await waitBeforeNext(attempt, options);
    }
  }
}

/** Body of a request that sends JSON. */
export function jsonBody(value: unknown) {
  const body = Buffer.from(JSON.stringify(value));
  return async () => ({ body, bytes: body.length, contentType: 'application/json' });
}

function waitBeforeNext(
  attempt: number,
  { backoff = platformBackoff, random = Math.random, signal, clock = systemClock }: PlatformRequestOptions,
  askedSeconds = 0,
): Promise<void> {
  const milliseconds = Math.max(backoffMs(attempt, backoff, random), askedSeconds * 1000);
  return clock.sleep(Math.min(milliseconds, maxRetryAfterMs), signal);
}

/** Why an attempt was not answered. */
export interface Failure {
  reason: string;
  repeatable: boolean;
  retryAfterSeconds?: number | undefined;
  cause?: unknown;
}

async function sendOnce(
  request: PlatformRequest,
  options: PlatformRequestOptions,
): Promise<{ answer: TransportResponse } | Failure> {
  if (!URL.canParse(request.url)) {
    return { reason: 'the platform gave an address that is none', repeatable: false };
  }
  const { clock = systemClock, send = sendOverNetwork } = options;
  const content = await request.body?.();
  let response: TransportResponse;
  try {
    response = await send({
      method: request.method,
      url: new URL(request.url),
      headers: {
        accept: 'application/json, text/plain, */*',
        ...request.headers,
        ...(content && { 'content-type': content.contentType }),
      },
      ...(content && { body: content.body, bodyBytes: content.bytes }),
      timeouts: options.timeouts ?? defaultTimeouts,
      ...(request.decompress === false && { decompress: false }),
      ...(options.signal && { signal: options.signal }),
    });
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return { reason: error.message, repeatable: true, cause: error };
  } finally {
    if (content && !Buffer.isBuffer(content.body)) content.body.destroy();
  }
  const { status } = response;
  if ((status >= 200 && status < 300) || request.accept?.includes(status)) return { answer: response };
  const said = await firstWords(response.body, options.redact);
  const retryAfterSeconds = parseRetryAfter(response.headers['retry-after'], clock.now());
  return {
    reason: `status ${status}${said && `: ${said}`}`,
    repeatable: status >= 500 || status === 429 || status === 408,
    retryAfterSeconds,
  };
}

async function firstWords(body: Readable, redact: (text: string) => string): Promise<string> {
  try {
    return redact((await readBody(body, 1_000_000, maxBodyMs)).toString('utf8').trim()).slice(0, 500);
  } catch {
    return '';
  }
}

function failure(
  request: Pick<PlatformRequest, 'purpose'>,
  { reason, cause }: { reason: string; cause?: unknown },
  attempts: number,
): PlatformError {
  const tries = attempts === 1 ? '' : ` after ${attempts} attempts`;
  return new PlatformError(
    `The DevRev platform failed while ${request.purpose}${tries} (${reason}). ` +
      'Everything confirmed before is kept; the next sync resumes from there.',
    cause === undefined ? {} : { cause },
  );
}

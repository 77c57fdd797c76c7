import { setMaxListeners } from 'node:events';
import {
  type ConnectorError,
  RateLimitedError,
  RecordError,
  TransientApiError,
  UnexpectedResponseError,
} from '../errors.js';
import { systemClock } from '../time/clock.js';
import { createAdaptiveConcurrency } from './adaptive-concurrency.js';
import { type Backoff, backoffMs } from './backoff.js';
import { startOf } from './body-start.js';
import { createBudgetRegistry } from './budget-registry.js';
import { secretsIn } from './header-secrets.js';
import type { HttpClient, HttpClientOptions, HttpEnvironment } from './http-contract.js';
import type { HttpRequest } from './http-request.js';
import { emptyBody, parseJsonBody, webPageInstead } from './json-body.js';
import { FileLengthError } from './multipart.js';
import { redirectTarget } from './redirects.js';
import { createRequestCharges, type RequestCharges } from './request-charges.js';
import { requestContent } from './request-content.js';
import { endpointName, flightKey, resolveUrl, subjectOf } from './request-names.js';
import { createRequestQueue, type RequestQueue } from './request-queue.js';
import { judge, type ResponseFacts } from './response-policy.js';
import { createSingleFlight } from './single-flight.js';
import {
  readBody,
  send as sendOverNetwork,
  TransportError,
  type TransportResponse,
  unpacked,
} from './transport.js';

export const sourceBackoff: Backoff = { baseMs: 500, capMs: 15_000 };
const maxAttempts = 5;
const maxWaitInPlaceMs = 30_000;
const defaultMaxResponseBytes = 64 * 1024 * 1024;
const defaultBodyMs = 5 * 60_000;
const defaultMaxConcurrency = 10;
/** It starts with half as many, which is more than a transfer of files begins with. */
const maxFilesOpened = 50;
/** Added to a wait that was asked for: others were told the same moment. */
const maxJitterMs = 250;
const maxRedirects = 5;

export function createHttpClient(options: HttpClientOptions, environment: HttpEnvironment): HttpClient {
  const base = new URL(options.baseUrl);
  const clock = environment.clock ?? systemClock;
  const { now, sleep } = clock;
  const random = environment.random ?? Math.random;
  const backoff = environment.backoff ?? sourceBackoff;
  const send = environment.send ?? sendOverNetwork;
  const budgets = environment.budgets ?? createBudgetRegistry(now);
  const maxResponseBytes = options.maxResponseBytes ?? defaultMaxResponseBytes;
  const charging = createRequestCharges(options.budgets ?? [], budgets, now);
  const flights = createSingleFlight();
  // One listener for each request under way is no leak.
  setMaxListeners(0, environment.signal);
  const calls = queueOf(options.maxConcurrency ?? defaultMaxConcurrency);
  /** How many files are opened at once is for whoever reads them to say. */
  const files = queueOf(maxFilesOpened);
  for (const secret of secretsIn(options.headers)) environment.addSecret(secret);

  function queueOf(maxConcurrency: number): RequestQueue {
    const identity = {};
    return createRequestQueue({
      concurrency: createAdaptiveConcurrency(maxConcurrency),
      signal: environment.signal,
      wait: sleep,
      onWaiting: (isWaiting) => environment.ledger.waiting(identity, isWaiting),
    });
  }

  /** Runs `attempt` until it succeeds, fails for good, or its waits no longer fit into the invocation. */
  async function repeat<Result>(
    request: HttpRequest,
    queue: RequestQueue,
    attempt: (charges: Charges) => Promise<Attempt<Result>>,
  ): Promise<Result> {
    const endpoint = endpointName(request);
    const order = queue.nextOrder();
    const charges = charging.of(request, endpoint);
    for (let number = 1; ; number += 1) {
      const running = await queue.enter({
        charges,
        order,
        priority: request.priority ?? 'normal',
        fits: (waitMs) => fits(waitMs - maxJitterMs),
        refusal: (waitMs, isOfOneObject) =>
          rateLimitOf({ endpoint, waitMs, systemName: options.system.name, isOfOneObject }),
      });
      const outcome = await attempt(charges).catch((error: unknown) => {
        running.end('fine');
        throw error;
      });
      if (outcome.kind === 'done') {
        running.end('fine');
        return outcome.result;
      }
      const { error } = outcome;
      const rateLimited = error instanceof RateLimitedError;
      const askedMs = (outcome.afterSeconds ?? 0) * 1000;
      const waitMs = askedMs || backoffMs(number + (rateLimited ? 1 : 0), backoff, random);
      // Before the next one may start in its place: it could be about the same.
      const isOfOneObject =
        rateLimited && charging.close(charges, outcome.facts, waitMs + random() * maxJitterMs);
      running.end(isOverload(outcome, charges) ? 'overloaded' : 'fine');
      const repeatable = rateLimited || outcome.neverSent || isSafe(request);
      if (!repeatable || number >= maxAttempts) throw isOfOneObject ? ofOneObject(error) : error;
      if (!fits(waitMs)) {
        if (isOfOneObject) throw ofOneObject(error);
        // Asked to wait, it is down; out of time, nobody knows yet, and the next invocation finds out.
        const details = { code: error.code, isOutage: waitMs > maxWaitInPlaceMs };
        throw rateLimited ? error : new RateLimitedError(error.message, waitMs / 1000, details);
      }
      if (!rateLimited) await sleep(waitMs, environment.signal);
    }
  }

  /** A longer wait would leave the invocation idle; the platform waits for free. */
  function fits(waitMs: number): boolean {
    return waitMs <= maxWaitInPlaceMs && waitMs <= environment.remainingMs();
  }

  async function exchange(
    request: HttpRequest,
    decompress: boolean,
    charges: Charges,
  ): Promise<TransportResponse> {
    let url = resolveUrl(base, request);
    let mustBePublic = false;
    for (let hop = 0; ; hop += 1) {
      const ownOrigin = url.origin === base.origin;
      const content = await requestContent(request);
      const sentAt = now();
      const response = await send({
        method: request.method ?? 'GET',
        url,
        headers: {
          accept: 'application/json',
          ...(ownOrigin && options.headers),
          ...(ownOrigin && request.headers),
          ...(content && { 'content-type': content.contentType }),
        },
        ...(content && { body: content.body, bodyBytes: content.bytes }),
        timeouts: environment.timeouts,
        decompress,
        mustBePublic,
        signal: environment.signal,
      }).finally(() => {
        // An answer that came early, or none, leaves the rest of a file unread.
        if (content && !Buffer.isBuffer(content.body)) content.body.destroy();
      });
      environment.ledger.record({
        endpoint: hop === 0 ? endpointName(request) : 'redirected download',
        status: response.status,
        serverDate: ownOrigin ? response.headers.date : undefined,
        sentAt,
      });
      if (ownOrigin)
        charging.learn(charges, { status: response.status, headers: response.headers, bodyStart: '' });
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
      ({ url, mustBePublic } = await redirectTarget(location, url, base, {
        systemName: options.system.name,
        subject: subjectOf(request, base),
      }));
    }
  }

  /** One attempt up to the response headers; on failure the reason and whether another one makes sense. */
  async function attempt(
    request: HttpRequest,
    decompress: boolean,
    charges: Charges,
  ): Promise<Attempt<TransportResponse>> {
    const subject = subjectOf(request, base);
    let response: TransportResponse;
    try {
      response = await exchange(request, decompress, charges);
    } catch (error) {
      return networkFailure(error, subject);
    }
    if (response.status >= 200 && response.status < 300 && !options.classify)
      return { kind: 'done', result: response };
    const isSuccess = response.status >= 200 && response.status < 300;
    const bodyStart = isSuccess ? '' : await startOf(response.body, environment.timeouts.bodyMs);
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
    const { afterSeconds, error } = verdict;
    return { kind: 'again', afterSeconds, error, neverSent: false, facts };
  }

  function networkFailure(error: unknown, subject: string): Attempt<never> {
    if (!(error instanceof TransportError)) throw error;
    if (error.cause instanceof FileLengthError) {
      throw new RecordError(
        `${error.cause.message.replace('the file', 'The file')}, so ${options.system.name} has not got it. Add it again in DevRev.`,
        { code: 'file_length_wrong', cause: error },
      );
    }
    if (error.kind === 'too_large') {
      throw new UnexpectedResponseError(
        `${options.system.name} answered ${subject} with more than ${maxResponseBytes} bytes, which would not fit into ` +
          'memory. Report this with the log of the run.',
        { code: 'response_too_large', cause: error },
      );
    }
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

  function json(request: HttpRequest): Promise<unknown> {
    return repeat(request, calls, async (charges) => {
      const opened = await attempt(request, true, charges);
      if (opened.kind === 'again') return opened;
      const { body } = opened.result;
      try {
        const bytes = await readBody(body, maxResponseBytes, environment.timeouts.bodyMs ?? defaultBodyMs);
        const result = parseJsonBody(bytes, opened.result, subjectOf(request, base), options.system);
        if (result === undefined && opened.result.status !== 204 && isSafe(request)) throw emptyBody();
        charging.settle(charges, request, result);
        return { kind: 'done', result };
      } catch (error) {
        // A login page can be a hiccup of a gateway; when it stays, it is the error to report.
        if (error instanceof UnexpectedResponseError) {
          return { kind: 'again', afterSeconds: undefined, error, neverSent: false };
        }
        return networkFailure(error, subjectOf(request, base));
      }
    });
  }

  return {
    json: (request) => {
      const { method = 'GET', body, upload } = request;
      const isShared = method === 'GET' && body === undefined && upload === undefined;
      return isShared ? flights.run(flightKey(request), () => json(request)) : json(request);
    },
    file: (request) =>
      repeat(request, files, async (charges) => {
        const opened = await attempt(request, false, charges);
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

type Charges = ReturnType<RequestCharges['of']>;

type Attempt<Result> =
  | { kind: 'done'; result: Result }
  | {
      kind: 'again';
      /** What the external system asked for. */
      afterSeconds: number | undefined;
      /** The answer, when there was one. */
      facts?: ResponseFacts;
      error: RateLimitedError | TransientApiError | UnexpectedResponseError;
      neverSent: boolean;
    };

/** Too much at once: it says so, or did not answer in time. Where limits are declared, refusals are about those. */
function isOverload({ error }: { error: Error }, charges: Charges): boolean {
  return error instanceof TransientApiError || (error instanceof RateLimitedError && charges.length === 1);
}

/** The same refusal, about the object of the request alone. */
function ofOneObject(error: ConnectorError): ConnectorError {
  if (!(error instanceof RateLimitedError)) return error;
  const { message, delaySeconds, detail, isOutage } = error;
  return new RateLimitedError(message, delaySeconds, {
    isOutage,
    isOfOneObject: true,
    cause: error,
    ...(detail !== undefined && { detail }),
  });
}

/** For a request that was not even sent, because its endpoint is to be left alone longer than we can wait. */
function rateLimitOf(wait: {
  endpoint: string;
  waitMs: number;
  systemName: string;
  isOfOneObject: boolean;
}): RateLimitedError {
  return new RateLimitedError(
    `${wait.systemName} allows no more requests for now (${wait.endpoint}). The sync goes on by itself after the wait.`,
    wait.waitMs / 1000,
    { isOfOneObject: wait.isOfOneObject },
  );
}

function isSafe({ safeToRepeat, method = 'GET' }: HttpRequest): boolean {
  return safeToRepeat ?? method === 'GET';
}

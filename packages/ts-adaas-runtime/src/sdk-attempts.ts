import {
  attempted,
  type Failure,
  isWebPage,
  type PlatformRequestOptions,
  parseRetryAfter,
  systemClock,
} from '@airdrop-connectors/core/platform';
import type { HttpAnswer } from './sdk.js';

/** What an attempt over the SDK is about, and how its answer is read. */
export interface SdkAttempt<Answer> {
  /** What is being done, for messages: "reading the sync state". */
  purpose: string;
  maxAttempts?: number;
  /** Calls the SDK; rejects as axios does. */
  call: () => Promise<HttpAnswer>;
  /** Undefined for an answer that is none, such as one that was cut off. */
  read: (answer: HttpAnswer) => Answer | undefined;
}

/**
 * Calls the SDK until it is answered, by the same rules as the native port.
 * @throws PlatformError when it is not
 */
export function overSdk<Answer>(
  { purpose, maxAttempts, call, read }: SdkAttempt<Answer>,
  options: PlatformRequestOptions,
): Promise<Answer> {
  return attempted({ purpose, ...(maxAttempts !== undefined && { maxAttempts }) }, options, async () => {
    try {
      const answer = await call();
      if (isWebPage(headerOf(answer, 'content-type'), wordsOf(answer.data)))
        return { reason: 'a web page answered', repeatable: true };
      const understood = read(answer);
      return understood === undefined
        ? { reason: 'the answer was cut off or is not JSON', repeatable: true }
        : { answer: understood };
    } catch (error) {
      return failureOf(error, options);
    }
  });
}

/** A call whose answer is only read for having been carried out. */
export const carriedOut = () => true;

/** Members of a JSON answer. */
export function membersOf({ data }: Pick<HttpAnswer, 'data'>): Record<string, unknown> | undefined {
  if (data === '') return {};
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : undefined;
}

/** @throws what is no failure of a request */
function failureOf(error: unknown, { redact, clock = systemClock }: PlatformRequestOptions): Failure {
  if (!isAxiosError(error)) throw error;
  const { response } = error;
  // The error itself holds the request with its credential, so nothing but words of it is kept.
  if (response === undefined)
    return { reason: redact(error.message), repeatable: error.code !== 'ERR_INVALID_URL' };
  const { status, data } = response;
  const said = redact(wordsOf(data)).slice(0, 500);
  return {
    reason: `status ${status}${said && `: ${said}`}`,
    repeatable: status >= 500 || status === 429 || status === 408,
    retryAfterSeconds: parseRetryAfter(headerOf(response, 'retry-after'), clock.now()),
  };
}

interface AxiosFailure {
  isAxiosError: true;
  message: string;
  code?: string;
  response?: HttpAnswer;
}

function isAxiosError(error: unknown): error is AxiosFailure {
  return typeof error === 'object' && error !== null && 'isAxiosError' in error;
}

function headerOf({ headers }: HttpAnswer, name: string): string | undefined {
  const value: unknown = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}

function wordsOf(data: unknown): string {
  if (typeof data === 'string') return data.trim();
  if (Buffer.isBuffer(data)) return data.subarray(0, 1000).toString('utf8').trim();
  if (typeof data !== 'object' || data === null || 'pipe' in data) return '';
  return JSON.stringify(data);
}

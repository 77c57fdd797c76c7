import {
  AuthenticationError,
  type ConnectorError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  TransientApiError,
  UnexpectedResponseError,
} from '../errors.js';
import { parseRetryAfter } from './retry-after.js';

/** A response reduced to what decides about it. */
export interface ResponseFacts {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** First characters of the body, redacted; empty when it was not read. */
  bodyStart: string;
}

/** What to do with a response. `default` leaves the decision to core's table. */
export type ResponseAction =
  | { action: 'accept' }
  | { action: 'default' }
  | { action: 'fail'; error: ConnectorError };

/** What core needs to know to speak about one external system in sentences. */
export interface SystemDescription {
  /** Name as users know it, e.g. `Jira`. */
  name: string;
  /** What to do when the credential is refused, one sentence. */
  authenticationAdvice: string;
  /** What to do when a permission is missing, one sentence. */
  permissionAdvice: string;
  /** Turns the system's own error body into its message, if it has one. */
  errorMessage?: (body: string) => string | undefined;
}

export type Verdict =
  | { kind: 'accept' }
  | { kind: 'again'; afterSeconds: number | undefined; error: RateLimitedError | TransientApiError }
  | { kind: 'fail'; error: ConnectorError };

/** Without any hint of the server, how long a rate limit is assumed to last. */
const assumedRateLimitSeconds = 30;

/**
 * The default table: 2xx accepted, 408/425/429/5xx tried again, everything else ends the phase.
 * `subject` is what was asked, e.g. `GET https://acme.example/rest/api/3/myself`.
 */
export function judge(
  facts: ResponseFacts,
  subject: string,
  system: SystemDescription,
  now: number,
): Verdict {
  const { status, headers } = facts;
  if (status >= 200 && status < 300) return { kind: 'accept' };
  const said = describe(facts, system);
  const retryAfter = parseRetryAfter(headers['retry-after'], now);
  if (status === 429) {
    const error = new RateLimitedError(
      `${system.name} asked to slow down (429 on ${subject})${said}. The sync goes on by itself after the wait.`,
      retryAfter || assumedRateLimitSeconds,
      { detail: facts.bodyStart },
    );
    return { kind: 'again', afterSeconds: retryAfter, error };
  }
  if (status === 408 || status === 425 || status >= 500) {
    const error = new TransientApiError(
      `${system.name} did not answer properly (${status} on ${subject})${said}. ` +
        'This usually passes; the next sync resumes where this one stopped.',
      { detail: facts.bodyStart },
    );
    return { kind: 'again', afterSeconds: retryAfter, error };
  }
  return { kind: 'fail', error: refusal(facts, subject, system, said) };
}

function refusal(
  { status, bodyStart }: ResponseFacts,
  subject: string,
  system: SystemDescription,
  said: string,
) {
  const details = { detail: bodyStart };
  switch (status) {
    case 401:
      return new AuthenticationError(
        `${system.name} refused the credentials (401 on ${subject})${said}. ${system.authenticationAdvice}`,
        details,
      );
    case 403:
      return new PermissionError(
        `${system.name} denied access (403 on ${subject})${said}. ${system.permissionAdvice}`,
        details,
      );
    case 404:
      return new NotFoundError(
        `${system.name} does not know what was asked for, or hides it from this connection (404 on ${subject})${said}. ` +
          'Check that it still exists and that the connection may see it.',
        details,
      );
    case 410:
      return new UnexpectedResponseError(
        `${system.name} has removed this part of its API (410 on ${subject})${said}. Upgrade the connector.`,
        { ...details, status, code: 'endpoint_removed' },
      );
    default:
      return new UnexpectedResponseError(
        `${system.name} refused the request (${status} on ${subject})${said}. Report this with the log of the run.`,
        { ...details, status, code: 'request_refused' },
      );
  }
}

function describe({ bodyStart }: ResponseFacts, system: SystemDescription): string {
  const message = ownMessage(bodyStart, system)?.trim().replace(/\.$/, '');
  return message ? `: ${message.slice(0, 300)}` : '';
}

/** An error body need not be what the system documents, e.g. when a gateway made it; the status says enough then. */
function ownMessage(bodyStart: string, system: SystemDescription): string | undefined {
  try {
    return system.errorMessage?.(bodyStart);
  } catch {
    return undefined;
  }
}

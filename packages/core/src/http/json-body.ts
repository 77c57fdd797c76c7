import { UnexpectedResponseError } from '../errors.js';
import type { SystemDescription } from './response-policy.js';
import { TransportError, type TransportResponse } from './transport.js';

/**
 * The value of a JSON body; undefined when it is empty.
 * @throws TransportError when it was cut off, UnexpectedResponseError when it is a web page.
 */
export function parseJsonBody(
  bytes: Buffer,
  { headers }: TransportResponse,
  subject: string,
  system: SystemDescription,
): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (!isWebPage(bytes, headers['content-type'])) {
      throw new TransportError('the response was cut off or is not JSON', 'network', { cause: error });
    }
    throw webPageInstead(subject, system);
  }
}

/** A login page, a gateway's error page, a consent form: status 200, but not what was asked for. */
export function webPageInstead(subject: string, system: SystemDescription): UnexpectedResponseError {
  return new UnexpectedResponseError(
    `${system.name} answered ${subject} with a web page instead of data, as a login page would. ` +
      `Check the address of the connection. ${system.authenticationAdvice}`,
    { code: 'html_response' },
  );
}

/** An answer without a body to a question that has one. */
export function emptyBody(): TransportError {
  return new TransportError('the response was empty', 'network');
}

function isWebPage(bytes: Buffer, contentType: string | undefined): boolean {
  return /html/i.test(contentType ?? '') || /^\s*</.test(bytes.subarray(0, 100).toString('utf8'));
}

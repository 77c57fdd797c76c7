import { ReplyError } from '../../http/reply.js';

/** Zendesk's error body: a code and a sentence. */
export function failure(status: number, error: string, description: string): ReplyError {
  return new ReplyError({ status, json: { error, description } }, description);
}

export const notFound = (): ReplyError => failure(404, 'RecordNotFound', 'Not found');

/** One or more fields that cannot be as they were sent, by their names. */
export function invalid(details: Readonly<Record<string, readonly unknown[]>>): ReplyError {
  const description = 'Record validation errors';
  return new ReplyError({ status: 422, json: { error: 'RecordInvalid', description, details } }, description);
}

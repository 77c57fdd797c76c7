import { ReplyError } from '../../http/reply.js';

/** Zendesk's error body: a code and a sentence. */
export function failure(status: number, error: string, description: string): ReplyError {
  return new ReplyError({ status, json: { error, description } }, description);
}

export const notFound = (): ReplyError => failure(404, 'RecordNotFound', 'Not found');

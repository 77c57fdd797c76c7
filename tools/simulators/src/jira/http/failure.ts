import { ReplyError } from '../../http/reply.js';

/** Jira's error body with one message. */
export function failure(status: number, message: string): ReplyError {
  return new ReplyError({ status, json: { errorMessages: [message], errors: {} } }, message);
}

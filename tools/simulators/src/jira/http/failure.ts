import { ReplyError } from '../../http/reply.js';

/** Jira's error body with one message, which is about a field or about the whole request. */
export function failure(status: number, message: string, field?: string): ReplyError {
  const json =
    field === undefined
      ? { errorMessages: [message], errors: {} }
      : { errorMessages: [], errors: { [field]: message } };
  return new ReplyError({ status, json }, message);
}

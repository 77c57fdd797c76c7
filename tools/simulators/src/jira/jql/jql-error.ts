/** A query Jira would answer with 400; the message is the one shown in `errorMessages`. */
export class JqlError extends Error {
  override readonly name = 'JqlError';
}

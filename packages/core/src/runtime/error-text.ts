import type { ErrorReport } from '../errors.js';

/** Sentence for the user first, code in brackets for whoever searches the documentation. */
export function errorText({ message, code }: ErrorReport): string {
  return `${message} [${code}]`;
}

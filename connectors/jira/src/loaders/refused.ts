import {
  NotFoundError,
  PermissionError,
  RecordError,
  UnexpectedResponseError,
} from '@airdrop-connectors/core';

/** Fields that were not written, with the reason. */
export type Refused = Record<string, string>;

/**
 * What Jira says against a part of an item whose rest was written.
 * @throws the error where it is about more than that
 */
export function refusalOf(error: unknown): string {
  const isAboutIt =
    error instanceof RecordError ||
    error instanceof PermissionError ||
    error instanceof NotFoundError ||
    error instanceof UnexpectedResponseError;
  if (isAboutIt) return error.message;
  throw error;
}

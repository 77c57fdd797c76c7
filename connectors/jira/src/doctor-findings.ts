import { NotFoundError, PermissionError, UnexpectedResponseError } from '@airdrop-connectors/core';
import type { DiagnosisFinding } from '@airdrop-connectors/core/diagnosis';

/** @param reason why it is limited; undefined when it is not */
export function finding(what: string, reason: string | undefined, consequence: string): DiagnosisFinding {
  if (reason === undefined) return { status: 'ok', what, consequence: 'complete' };
  return { status: 'limited', what, consequence: `${reason} ${consequence}` };
}

/** Undefined when the request is answered, otherwise what Jira has against it. */
export async function refusalOf(ask: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await ask();
    return undefined;
  } catch (error) {
    const isRefusal =
      error instanceof PermissionError ||
      error instanceof NotFoundError ||
      error instanceof UnexpectedResponseError;
    if (isRefusal) return error.message;
    throw error;
  }
}

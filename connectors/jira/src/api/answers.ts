import { answerReader } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** An answer in its validated form. @throws UnexpectedResponseError naming the endpoint and the first odd field */
export const read = answerReader('Jira');

/** Jira's error body; either list may be empty or missing. */
export function jiraErrorMessage(body: string): string | undefined {
  try {
    const { message, errorMessage, errorMessages, errors } = z.parse(
      z.object({
        message: z.optional(z.nullable(z.string())),
        /** Of Jira Service Management. */
        errorMessage: z.optional(z.nullable(z.string())),
        errorMessages: z.optional(z.nullable(z.array(z.string()))),
        errors: z.optional(z.nullable(z.record(z.string(), z.string()))),
      }),
      JSON.parse(body),
    );
    return (
      [message, errorMessage, ...(errorMessages ?? []), ...Object.values(errors ?? {})]
        .filter(Boolean)
        .join(' ') || undefined
    );
  } catch {
    return undefined;
  }
}

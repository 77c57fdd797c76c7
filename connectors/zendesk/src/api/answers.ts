import { answerReader } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** An answer in its validated form. @throws UnexpectedResponseError naming the endpoint and the first odd field */
export const read = answerReader('Zendesk');

const errorSchema = z.object({
  error: z.optional(
    z.union([z.string(), z.object({ title: z.optional(z.string()), message: z.optional(z.string()) })]),
  ),
  description: z.optional(z.string()),
  error_description: z.optional(z.string()),
  detail: z.optional(z.string()),
});

/** `error` is a code or an object with a sentence; many bodies are no JSON at all. */
export function zendeskErrorMessage(body: string): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  const { data } = z.safeParse(errorSchema, parsed);
  const code = typeof data?.error === 'object' ? (data.error.message ?? data.error.title) : data?.error;
  return data?.description ?? data?.error_description ?? data?.detail ?? code;
}

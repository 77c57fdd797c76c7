import { answerReader } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** An answer in its validated form. @throws UnexpectedResponseError naming the endpoint and the first odd field */
export const read = answerReader('Codeberg');

const errorSchema = z.object({ message: z.string() });

/** What the API itself says about a refusal; undefined where something before it has answered. */
export function errorMessage(body: string): string | undefined {
  try {
    return z.safeParse(errorSchema, JSON.parse(body)).data?.message;
  } catch {
    return undefined;
  }
}

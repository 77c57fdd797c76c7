import { defineConnection } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { isApiOrigin } from './api/origin.js';

/** OAuth hands over an access token, afresh with every event; the platform renews it. */
export const connection = defineConnection({
  schema: z.object({
    access_token: z.string().check(z.trim(), z.minLength(1, 'missing')),
    /** Another origin of the API, on this machine. */
    base_url: z.optional(z.string().check(z.refine(isApiOrigin, 'not the address of the To-do API'))),
  }),
  secretFields: ['access_token'],
});

export type TodoConnection = z.infer<(typeof connection)['schema']>;

/** What proves to the API who is asking. */
export function authorization({ access_token: accessToken }: TodoConnection): string {
  return `Bearer ${accessToken}`;
}

import { defineConnection } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { isApiOrigin } from './api/origin.js';

const token = z.optional(z.string().check(z.trim(), z.minLength(1, 'missing')));

/** `token` is the field of the keyring; the platform hands it over alone, as it does the `access_token` of OAuth. */
export const connection = defineConnection({
  schema: z
    .object({
      token,
      access_token: token,
      /** Another origin of the API, on this machine. */
      base_url: z.optional(z.string().check(z.refine(isApiOrigin, 'not the address of the Codeberg API'))),
    })
    .check(({ value, issues }) => {
      if (value.token === undefined && value.access_token === undefined)
        issues.push({ code: 'custom', path: ['token'], message: 'missing', input: '' });
    }),
  secretFields: ['token', 'access_token'],
});

export type CodebergConnection = z.infer<(typeof connection)['schema']>;

/** What proves to the API who is asking. */
export function authorization({ token: typed, access_token: handedOver }: CodebergConnection): string {
  return `Bearer ${typed ?? handedOver}`;
}

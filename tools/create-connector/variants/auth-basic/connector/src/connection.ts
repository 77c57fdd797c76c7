import { defineConnection } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { isApiOrigin } from './api/origin.js';

const text = z.optional(z.string().check(z.trim(), z.minLength(1, 'missing')));

/** The keyring makes one text of e-mail and key, the credential of Basic authorization: it arrives as `access_token`. */
export const connection = defineConnection({
  schema: z
    .object({
      email: z.optional(z.string().check(z.trim(), z.regex(/^[^@:\s]+@[^@:\s]+$/, 'not an e-mail address'))),
      api_key: text,
      access_token: text,
      /** Another origin of the API, on this machine. */
      base_url: z.optional(z.string().check(z.refine(isApiOrigin, 'not the address of the To-do API'))),
    })
    .check(({ value, issues }) => {
      if (value.access_token !== undefined) return;
      for (const field of ['email', 'api_key'] as const)
        if (value[field] === undefined)
          issues.push({ code: 'custom', path: [field], message: 'missing', input: '' });
    }),
  secretFields: ['api_key', 'access_token'],
});

export type TodoConnection = z.infer<(typeof connection)['schema']>;

/** What proves to the API who is asking. */
export function authorization({ email, api_key: apiKey, access_token: handedOver }: TodoConnection): string {
  return `Basic ${handedOver ?? Buffer.from(`${email}:${apiKey}`).toString('base64')}`;
}

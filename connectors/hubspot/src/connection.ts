import { defineConnection } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** One for every account, also for those that are hosted in Europe. */
export const apiOrigin = 'https://api.hubapi.com';

const token = z.optional(z.string().check(z.trim(), z.minLength(1, 'missing')));

/**
 * Fields of both keyrings: `token`, a service key or the token of a private app, or `access_token`, which OAuth hands
 * over and which is sent the same way. Tokens get longer with the scopes they have, so no length is too great.
 */
export const connection = defineConnection({
  schema: z
    .object({
      token,
      access_token: token,
      /** Another origin of the API, on this machine. */
      base_url: z.optional(
        z
          .string()
          .check(z.refine(isApiOrigin, 'not the address of the HubSpot API, and none on this machine')),
      ),
    })
    .check(({ value, issues }) => {
      if (value.token === undefined && value.access_token === undefined)
        issues.push({ code: 'custom', path: ['token'], message: 'missing', input: '' });
    }),
  secretFields: ['token', 'access_token'],
});

export type HubspotConnection = z.infer<(typeof connection)['schema']>;

/** The credential goes nowhere but to HubSpot, or to a stand-in on this machine. */
export function isApiOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, hostname, username, password } = new URL(address);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (origin === apiOrigin || isLocal) && username === '' && password === '';
}

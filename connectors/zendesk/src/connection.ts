import { defineConnection } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

const notAnAccount = 'not the address of a Zendesk account, such as acme.zendesk.com';
const text = (what: string) => z.string().check(z.trim(), z.minLength(1, what));

/**
 * Fields of both keyrings. An API token comes with the e-mail of its owner; OAuth hands over nothing but an access
 * token, and which account it is for says the organization of the connection. Zendesk ends API tokens on 2027-04-30
 * (support.zendesk.com, "Migrating from API tokens to OAuth access tokens").
 */
export const connection = defineConnection({
  schema: z
    .object({
      subdomain: z.optional(
        z.pipe(
          z.string(),
          z.transform((typed, context) => {
            const origin = accountOrigin(typed);
            if (origin !== undefined) return origin;
            context.issues.push({ code: 'custom', message: notAnAccount, input: '' });
            return z.NEVER;
          }),
        ),
      ),
      email: z.optional(z.string().check(z.trim(), z.regex(/^[^@\s]+@[^@\s]+$/, 'not an e-mail address'))),
      api_token: z.optional(text('missing')),
      access_token: z.optional(text('missing')),
    })
    .check(({ value, issues }) => {
      if (value.access_token !== undefined) return;
      for (const field of ['subdomain', 'email', 'api_token'] as const)
        if (value[field] === undefined)
          issues.push({ code: 'custom', path: [field], message: 'missing', input: '' });
    }),
  secretFields: ['api_token', 'access_token'],
});

export type ZendeskConnection = z.infer<(typeof connection)['schema']>;

/**
 * The keyring for API tokens makes e-mail and token one text, because the platform verifies a connection with a header:
 * the credential of Basic authorization. It arrives as an access token does.
 */
export function isBasicCredential(accessToken: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(accessToken)) return false;
  return /^[^\s:@]+@[^\s:@]+\/token:[\x21-\x7e]+$/.test(Buffer.from(accessToken, 'base64').toString('utf8'));
}

/**
 * `acme`, `acme.zendesk.com` and `https://acme.zendesk.com/agent/tickets/1` all mean `https://acme.zendesk.com`.
 * Undefined for anything else: the API lives on `*.zendesk.com` only, and the credential must not go to the address
 * a help center was given. Plain http is only taken for this machine.
 */
export function accountOrigin(typed: string): string | undefined {
  const [, scheme = 'https', rest = ''] = /^(?:(https?):\/\/)?(.*)$/is.exec(typed.trim()) ?? [];
  const name = /^([a-z0-9][a-z0-9-]{1,62})(?:\.zendesk\.com)?(?:\/.*)?$/i.exec(rest)?.[1]?.toLowerCase();
  if (name !== undefined && name !== 'localhost') return `https://${name}.zendesk.com`;
  const address = `${scheme}://${rest}`;
  if (rest === '' || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return isLocal && url.username === '' && url.password === '' ? url.origin : undefined;
}

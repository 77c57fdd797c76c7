import { defineConnection } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

const notASite = 'not the address of a Jira site, such as acme.atlassian.net';

/**
 * Fields of both keyrings. An API token comes with site, e-mail and token; whether the token has scopes cannot be
 * seen, so it is found out. OAuth hands over nothing but an access token; which site it is for says `cloud_id`, or the
 * organization that was chosen with the connection. Where the keyring made one text of e-mail and token, the site is
 * the organization, too. `site` in any spelling people copy from a browser or type by heart.
 */
export const connection = defineConnection({
  schema: z
    .object({
      site: z.optional(
        z.pipe(
          z.string(),
          z.transform((site, context) => {
            const origin = siteOrigin(site);
            if (origin !== undefined) return origin;
            context.issues.push({ code: 'custom', message: notASite, input: '' });
            return z.NEVER;
          }),
        ),
      ),
      email: z.optional(z.string().check(z.trim(), z.regex(/^[^@\s]+@[^@\s]+$/, 'not an e-mail address'))),
      token: z.optional(z.string().check(z.trim(), z.minLength(1, 'missing'))),
      access_token: z.optional(z.string().check(z.trim(), z.minLength(1, 'missing'))),
      cloud_id: z.optional(z.string().check(z.trim(), z.regex(/^[\w-]*$/, 'not the id of a site'))),
    })
    .check(({ value, issues }) => {
      if (value.access_token !== undefined) return;
      for (const field of ['site', 'email', 'token'] as const)
        if (value[field] === undefined)
          issues.push({ code: 'custom', path: [field], message: 'missing', input: '' });
    }),
  secretFields: ['token', 'access_token'],
});

export type JiraConnection = z.infer<(typeof connection)['schema']>;

const gatewayOfAtlassian = 'https://api.atlassian.com';

/**
 * The keyring for API tokens makes e-mail and token one text, because the platform verifies a connection with a header:
 * the credential of Basic authorization. It arrives as an access token does; undefined for those.
 */
export function basicCredential(accessToken: string): { email: string; token: string } | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(accessToken)) return undefined;
  const text = Buffer.from(accessToken, 'base64').toString('utf8');
  const [, email, token] = /^([^\s:@]+@[^\s:@]+):([\x21-\x7e]+)$/.exec(text) ?? [];
  return email === undefined || token === undefined ? undefined : { email, token };
}

/** Where tokens with scopes and OAuth are taken; a site on this machine is its own gateway. */
export function gatewayOrigin(site: string | undefined): string {
  return site !== undefined && isLocalHost(new URL(site).hostname) ? site : gatewayOfAtlassian;
}

/**
 * `acme`, `acme.atlassian.net` and `https://acme.atlassian.net/jira/projects` all mean `https://acme.atlassian.net`.
 * Undefined for anything that is no host name. Plain http is only taken for this machine: a token must not travel
 * in the clear.
 */
export function siteOrigin(site: string): string | undefined {
  const [, scheme = 'https', rest = ''] = /^(?:(https?):\/\/)?(.*)$/is.exec(site.trim()) ?? [];
  // Only a word alone is completed: half an address (`https//acme`) would become the address of a stranger.
  const name = /^([a-z0-9-]+)\/?$/i.exec(rest)?.[1]?.toLowerCase();
  if (name !== undefined && name !== 'localhost') return `https://${name}.atlassian.net`;
  const address = `${scheme}://${rest}`;
  if (rest === '' || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isLocal = isLocalHost(url.hostname);
  if (url.protocol === 'http:' && !isLocal) url.protocol = 'https:';
  const isHost = isLocal || (url.hostname.includes('.') && /^[a-z0-9.:-]+$/i.test(url.host));
  // With a user name in front, what looks like the site is not where the request goes.
  return isHost && url.username === '' && url.password === '' ? url.origin : undefined;
}

function isLocalHost(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

import { defineConnection } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** Fields of the API-token keyring; `site` in any spelling people copy from a browser or type by heart. */
export const connection = defineConnection({
  schema: z.object({
    site: z.pipe(
      z.string(),
      z.transform((site, context) => {
        const origin = siteOrigin(site);
        if (origin !== undefined) return origin;
        context.issues.push({
          code: 'custom',
          message: 'not the address of a Jira site, such as acme.atlassian.net',
          input: '',
        });
        return z.NEVER;
      }),
    ),
    email: z.string().check(z.trim(), z.regex(/^[^@\s]+@[^@\s]+$/, 'not an e-mail address')),
    token: z.string().check(z.trim(), z.minLength(1, 'missing')),
  }),
  secretFields: ['token'],
});

export type JiraConnection = z.infer<(typeof connection)['schema']>;

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
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !isLocal) url.protocol = 'https:';
  const isHost = isLocal || (url.hostname.includes('.') && /^[a-z0-9.:-]+$/i.test(url.host));
  // With a user name in front, what looks like the site is not where the request goes.
  return isHost && url.username === '' && url.password === '' ? url.origin : undefined;
}

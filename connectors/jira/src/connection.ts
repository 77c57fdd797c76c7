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
    email: z.string().check(z.regex(/^[^@\s]+@[^@\s]+$/, 'not an e-mail address')),
    token: z.string().check(z.minLength(1, 'missing')),
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
  const text = site.trim();
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (text === '' || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !isLocal) url.protocol = 'https:';
  if (!isLocal && !url.hostname.includes('.')) url.hostname = `${url.hostname}.atlassian.net`;
  return /^[a-z0-9.[\]:-]+$/i.test(url.host) ? url.origin : undefined;
}

import { type HttpClient, NotFoundError } from '@airdrop-connectors/core';
import { listSchema, openPageSchema } from '../api-types.js';
import { senderSchema } from '../api-types-writing.js';
import { nextAfter, read } from './answers.js';
import { apiVersion, versionOf } from './versions.js';

/** Who works with the portal. */
export function peopleApi(http: Pick<HttpClient, 'json'>) {
  const page = async (path: string, after: string, query: Record<string, string | boolean>) => {
    const body = await http.json({ path, query: { limit: 100, ...query, ...(after !== '' && { after }) } });
    const answer = read(openPageSchema, body, `GET ${path}`);
    return { results: answer.results, next: nextAfter(answer, after, `GET ${path}`) };
  };
  return {
    /** Whom records can belong to; those who left are archived. https://developers.hubspot.com/docs/guides/api/crm/owners */
    ownerPage: (after: string, { archived }: { archived: boolean }) =>
      page(`/crm/owners/${apiVersion}`, after, { archived }),

    /** One who is there today; undefined for others. https://developers.hubspot.com/docs/guides/api/crm/owners */
    owner: async (id: string) => {
      const endpoint = `/crm/owners/${apiVersion}/{ownerId}`;
      const path = `/crm/owners/${apiVersion}/${encodeURIComponent(id)}`;
      const body = await http.json({ path, endpoint }).catch((error: unknown) => {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      });
      return body === undefined ? undefined : read(senderSchema, body, `GET ${endpoint}`);
    },

    /** https://developers.hubspot.com/docs/guides/api/settings/users/user-provisioning */
    userPage: (after: string) => page(`/settings/users/${versionOf.users}`, after, {}),

    /** https://developers.hubspot.com/docs/guides/api/settings/users/user-provisioning */
    teams: async () => {
      const path = `/settings/users/${versionOf.users}/teams`;
      return read(listSchema, await http.json({ path }), `GET ${path}`).results;
    },
  };
}

import type { HttpClient } from '@airdrop-connectors/core';
import { accountSchema, countSchema } from '../api-types.js';
import { read } from './answers.js';
import { apiVersion } from './versions.js';

/** Who asks, and how much there is. */
export function accountApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** Open to every token. https://developers.hubspot.com/docs/api-reference/account-account-info/details */
    account: async () => {
      const endpoint = `/account-info/${apiVersion}/details`;
      return read(accountSchema, await http.json({ path: endpoint }), `GET ${endpoint}`);
    },

    /** Live records of a type, those in one pipeline where it is named. */
    count: async (objectType: string, pipeline?: string) => {
      const endpoint = `/crm/objects/${apiVersion}/${objectType}/search`;
      const filters =
        pipeline === undefined ? [] : [{ propertyName: 'hs_pipeline', operator: 'EQ', value: pipeline }];
      const body = await http.json({
        method: 'POST',
        path: endpoint,
        body: {
          limit: 1,
          properties: ['hs_object_id'],
          ...(filters.length > 0 && { filterGroups: [{ filters }] }),
        },
        safeToRepeat: true,
      });
      return read(countSchema, body, `POST ${endpoint}`).total;
    },
  };
}

import type { HttpClient } from '@airdrop-connectors/core';
import { associationBatchSchema, labelListSchema } from '../api-types.js';
import { read } from './answers.js';
import { apiVersion } from './versions.js';

/** Records whose associations can be read together. */
export const associationInputs = 1_000;

/** How records hang together. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 */
export function associationApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** At most a thousand records; those without associations are left out. A record with many has further pages. */
    associationsOf: async (from: string, to: string, inputs: readonly { id: string; after?: string }[]) => {
      const path = `/crm/associations/${apiVersion}/${from}/${to}/batch/read`;
      const body = await http.json({ method: 'POST', path, body: { inputs }, safeToRepeat: true });
      return read(associationBatchSchema, body, `POST ${path}`).results;
    },

    /** Kinds of associations between two types, in this direction. */
    associationLabels: async (from: string, to: string) => {
      const path = `/crm/associations/${apiVersion}/${from}/${to}/labels`;
      return read(labelListSchema, await http.json({ path }), `GET ${path}`).results;
    },
  };
}

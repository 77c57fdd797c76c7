import type { HttpClient, RememberedFacts } from '@airdrop-connectors/core';
import { accountSchema, countSchema, listSchema } from '../api-types.js';
import { read } from './answers.js';
import { apiVersion } from './versions.js';

/** Facts about an account that hardly ever change; looked up again with its currencies. */
export const accountFacts = { timeZone: 'time_zone', currency: 'company_currency' } as const;

/** Who asks, and how much there is. https://developers.hubspot.com/docs/api-reference/account-account-info */
export function accountApi(http: Pick<HttpClient, 'json'>, remembered: RememberedFacts) {
  /** Open to every token. https://developers.hubspot.com/docs/api-reference/account-account-info/details */
  const account = async () => {
    const endpoint = `/account-info/${apiVersion}/details`;
    const details = read(accountSchema, await http.json({ path: endpoint }), `GET ${endpoint}`);
    remembered.set(accountFacts.timeZone, details.timeZone ?? '');
    remembered.set(accountFacts.currency, details.companyCurrency ?? '');
    return details;
  };
  return {
    account,

    /** In which amounts without a currency are; undefined where HubSpot does not say. */
    companyCurrency: async (): Promise<string | undefined> =>
      remembered.get(accountFacts.currency) ?? (await account()).companyCurrency ?? undefined,

    /**
     * What other currencies are worth in that of the company, now.
     * https://developers.hubspot.com/docs/api-reference/settings-multicurrency-v3
     */
    exchangeRates: async () => {
      const path = `/settings/currencies/${apiVersion}/exchange-rates/current`;
      return read(listSchema, await http.json({ path }), `GET ${path}`).results;
    },

    /** Live records of a type, those in one pipeline where it is named. https://developers.hubspot.com/docs/guides/api/crm/search */
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

import { type HttpClient, NotFoundError, PermissionError } from '@airdrop-connectors/core';
import {
  brandPageSchema,
  customObjectPageSchema,
  fieldPageSchema,
  groupPageSchema,
  objectFieldPageSchema,
  statusListSchema,
} from '../api-types.js';
import { read } from './answers.js';

/** Without `page[size]` Zendesk pages by number, and no further than a hundred pages. */
export const cursorPage = (after: string) => ({
  'page[size]': 100,
  ...(after !== '' && { 'page[after]': after }),
});

/** How the account is set up. */
export function catalogueApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** https://developer.zendesk.com/api-reference/ticketing/account-configuration/brands/#list-brands */
    brandPage: async (after: string) => {
      const endpoint = '/api/v2/brands';
      return read(brandPageSchema, await http.json({ path: endpoint, query: cursorPage(after) }), endpoint);
    },

    /** https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/#list-ticket-fields */
    ticketFieldPage: async (after: string) => {
      const endpoint = '/api/v2/ticket_fields';
      return read(fieldPageSchema, await http.json({ path: endpoint, query: cursorPage(after) }), endpoint);
    },

    /**
     * Empty where the plan has none.
     * https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_objects/
     */
    customObjectPage: async (after: string) => {
      const endpoint = '/api/v2/custom_objects';
      const body = await http.json({ path: endpoint, query: cursorPage(after) }).catch((error: unknown) => {
        if (!(error instanceof NotFoundError || error instanceof PermissionError)) throw error;
        return { custom_objects: [], meta: { has_more: false } };
      });
      return read(customObjectPageSchema, body, endpoint);
    },

    /** https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_fields/ */
    objectFieldPage: async (key: string, after: string) => {
      const endpoint = '/api/v2/custom_objects/{custom_object_key}/fields';
      const path = `/api/v2/custom_objects/${encodeURIComponent(key)}/fields`;
      return read(
        objectFieldPageSchema,
        await http.json({ path, endpoint, query: cursorPage(after) }),
        endpoint,
      );
    },

    /** Empty for an account that has none. https://developer.zendesk.com/api-reference/ticketing/tickets/custom_ticket_statuses/ */
    customStatuses: async () => {
      const endpoint = '/api/v2/custom_statuses';
      const body = await http.json({ path: endpoint }).catch((error: unknown) => {
        if (error instanceof NotFoundError) return { custom_statuses: [] };
        throw error;
      });
      return read(statusListSchema, body, endpoint).custom_statuses;
    },

    /** Deleted ones included: tickets still name them. https://developer.zendesk.com/api-reference/ticketing/groups/groups/#list-groups */
    groupPage: async (after: string) => {
      const endpoint = '/api/v2/groups';
      const query = { ...cursorPage(after), exclude_deleted: false };
      return read(groupPageSchema, await http.json({ path: endpoint, query }), endpoint);
    },
  };
}

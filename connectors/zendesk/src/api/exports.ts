import { type HttpClient, UnexpectedResponseError } from '@airdrop-connectors/core';
import { organizationExportSchema, ticketExportSchema, userExportSchema } from '../api-types.js';
import { read } from './answers.js';
import { organizationExportEndpoint, ticketExportEndpoint, userExportEndpoint } from './budgets.js';

/** Where an export goes on: a position it gave out, or a time, seconds since the epoch. */
export interface ExportPosition {
  /** Empty: from `since` on. */
  cursor: string;
  since: number;
}

/**
 * What changed since a time, oldest change first.
 * https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
 */
export function exportApi(http: Pick<HttpClient, 'json'>) {
  /** The answer, or that the position is not taken any more: how long one stays good is nowhere said. */
  const page = async (path: string, position: ExportPosition, query: Record<string, string | number>) => {
    const from = position.cursor === '' ? { start_time: position.since } : { cursor: position.cursor };
    return http.json({ path, query: { ...from, per_page: 1000, ...query } }).catch((error: unknown) => {
      const isRefusal = error instanceof UnexpectedResponseError && [400, 422].includes(error.status ?? 0);
      if (position.cursor !== '' && isRefusal) return 'position refused' as const;
      throw error;
    });
  };
  return {
    /** @param withDeleted rows of deleted tickets too, which say that they are */
    ticketExportPage: async (position: ExportPosition, { withDeleted }: { withDeleted: boolean }) => {
      const body = await page(ticketExportEndpoint, position, {
        // Tickets of AI agents are left out unless asked for.
        support_type_scope: 'all',
        // Counts and times of each ticket, which would cost a call for each.
        include: 'metric_sets',
        ...(!withDeleted && { exclude_deleted: 'true' }),
      });
      return body === 'position refused' ? body : read(ticketExportSchema, body, ticketExportEndpoint);
    },

    userExportPage: async (position: ExportPosition) => {
      const body = await page(userExportEndpoint, position, { include: 'identities' });
      return body === 'position refused' ? body : read(userExportSchema, body, userExportEndpoint);
    },

    /** By time only. @param since inclusive, seconds since the epoch */
    organizationExportPage: async (since: number) =>
      read(
        organizationExportSchema,
        await http.json({ path: organizationExportEndpoint, query: { start_time: since, per_page: 1000 } }),
        organizationExportEndpoint,
      ),
  };
}

import { type HttpClient, NotFoundError, PermissionError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { optionalText } from '../api-types.js';
import { sideEventPageSchema } from '../api-types-lists.js';
import { read } from './answers.js';
import { cursorPage } from './catalogues.js';

/** One page of a list. */
export interface ListPage {
  rows: readonly unknown[];
  /** What to ask the next one with; empty on the last. */
  next: string;
}

/** What is on the account whatever its tickets. */
export function listApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** https://developer.zendesk.com/api-reference/ticketing/groups/group_memberships/ */
    groupMembershipPage: (after: string) =>
      pageByCursor(http, '/api/v2/group_memberships', 'group_memberships', after),

    /** https://developer.zendesk.com/api-reference/ticketing/organizations/organization_memberships/ */
    organizationMembershipPage: (after: string) =>
      pageByCursor(http, '/api/v2/organization_memberships', 'organization_memberships', after),

    /** https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/ */
    macroPage: (after: string) => pageByCursor(http, '/api/v2/macros', 'macros', after),

    /** https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_forms/ */
    formPage: (page: string) =>
      whereOffered('ticket forms', pageByNumber(http, '/api/v2/ticket_forms', 'ticket_forms', page)),

    /** https://developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/ */
    policyPage: (page: string) =>
      whereOffered(
        'service level agreements',
        pageByNumber(http, '/api/v2/slas/policies', 'sla_policies', page),
      ),

    /**
     * Only where the account has Zendesk's app for Jira, without which nothing is linked.
     * https://developer.zendesk.com/api-reference/integration-services/jira/links/
     */
    externalLinkPage: (after: string): Promise<ListPage> =>
      pageByCursor(http, '/api/services/jira/links', 'links', after).catch((error: unknown) => {
        if (error instanceof NotFoundError) return { rows: [], next: '' };
        throw error;
      }),

    /**
     * Oldest first, or latest change first.
     * https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_records/
     */
    objectRecordPage: (key: string, after: string, sort: 'id' | '-updated_at') =>
      pageByCursor(
        http,
        `/api/v2/custom_objects/${encodeURIComponent(key)}/records`,
        'custom_object_records',
        after,
        { endpoint: '/api/v2/custom_objects/{custom_object_key}/records', query: { sort } },
      ),

    /**
     * What happened in conversations with outside parties, of all tickets, and how each stands now.
     * https://developer.zendesk.com/api-reference/ticketing/side_conversation/side_conversation_event/
     * @param since inclusive, seconds since the epoch
     */
    sideEventPage: async (since: number) => {
      const endpoint = '/api/v2/tickets/side_conversations/events';
      const query = { start_time: since, include: 'side_conversations' };
      const body = await whereOffered('side conversations', http.json({ path: endpoint, query }));
      return read(sideEventPageSchema, body, endpoint);
    },
  };
}

const cursorPageSchema = z.looseObject({
  meta: z.object({ has_more: z.boolean(), after_cursor: optionalText }),
});

export async function pageByCursor(
  http: Pick<HttpClient, 'json'>,
  path: string,
  key: string,
  after: string,
  { endpoint = path, query = {} }: { endpoint?: string; query?: Readonly<Record<string, string>> } = {},
): Promise<ListPage> {
  const body = await http.json({ path, endpoint, query: { ...cursorPage(after), ...query } });
  const { meta, [key]: rows } = read(cursorPageSchema, body, endpoint);
  // The address of a next page is given even on the last one, where nothing is behind it.
  return {
    rows: read(z.array(z.unknown()), rows, endpoint),
    next: (meta.has_more && meta.after_cursor) || '',
  };
}

const numberedPageSchema = z.looseObject({ next_page: optionalText });

/** @param page its number; empty for the first */
async function pageByNumber(
  http: Pick<HttpClient, 'json'>,
  path: string,
  key: string,
  page: string,
): Promise<ListPage> {
  const body = await http.json({ path, ...(page !== '' && { query: { page } }) });
  const { next_page: next, [key]: rows } = read(numberedPageSchema, body, path);
  return {
    rows: read(z.array(z.unknown()), rows, path),
    next: next ? String(Number(page || '1') + 1) : '',
  };
}

/** @throws PermissionError also where an endpoint says that it does not exist: it does, on other plans */
export async function whereOffered<Answer>(what: string, answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((error: unknown) => {
    if (!(error instanceof NotFoundError)) throw error;
    throw new PermissionError(
      `Zendesk does not offer ${what} to this account (404). Nothing is to be done unless the plan should have them.`,
      { code: 'not_offered', cause: error },
    );
  });
}

import { type HttpRequest, listedRateHeader, type RateBudget, rateHeaders } from '@airdrop-connectors/core';

export const fileContentEndpoint = '/attachments/token/{token}/';
export const articleFileEndpoint = '/hc/article_attachments/{id}';
export const ticketExportEndpoint = '/api/v2/incremental/tickets/cursor';
export const userExportEndpoint = '/api/v2/incremental/users/cursor';
export const organizationExportEndpoint = '/api/v2/incremental/organizations';

export const newTicketEndpoint = '/api/v2/tickets';
export const ticketEndpoint = '/api/v2/tickets/{ticket_id}';

const isFile = (endpoint: string) => [fileContentEndpoint, articleFileEndpoint].includes(endpoint);
const isHelpCenter = (endpoint: string) => /^\/api\/v2\/(help_center|guide)\//.test(endpoint);
const isWrite = ({ method = 'GET' }: HttpRequest) => method !== 'GET';
const endpointOf = ({ endpoint, path }: HttpRequest) => endpoint ?? path;

/**
 * Limits per minute, shared with everything else that uses the account. What an account has depends on its plan, and
 * every answer names it; files come from elsewhere and name none.
 * https://developer.zendesk.com/api-reference/introduction/rate-limits/
 */
export const budgets: readonly RateBudget[] = [
  {
    name: 'account',
    capacity: Number.POSITIVE_INFINITY,
    perSeconds: 60,
    weight: (request) => (isFile(endpointOf(request)) || isHelpCenter(endpointOf(request)) ? 0 : 1),
    reading: rateHeaders(),
  },
  {
    // As large as that of the account, and counted apart from it.
    name: 'help center',
    capacity: Number.POSITIVE_INFINITY,
    perSeconds: 60,
    weight: (request) => (isHelpCenter(endpointOf(request)) ? 1 : 0),
    reading: rateHeaders(),
  },
  {
    name: 'exports by cursor',
    capacity: Number.POSITIVE_INFINITY,
    perSeconds: 60,
    weight: (request) => ([ticketExportEndpoint, userExportEndpoint].includes(endpointOf(request)) ? 1 : 0),
    reading: listedRateHeader('zendesk-ratelimit-incremental-exports-cursor'),
  },
  {
    name: 'exports by time',
    capacity: Number.POSITIVE_INFINITY,
    perSeconds: 60,
    weight: (request) => (endpointOf(request) === organizationExportEndpoint ? 1 : 0),
    reading: listedRateHeader('zendesk-ratelimit-incremental-exports'),
  },
  {
    name: 'new tickets',
    capacity: Number.POSITIVE_INFINITY,
    perSeconds: 60,
    weight: (request) => (isWrite(request) && endpointOf(request) === newTicketEndpoint ? 1 : 0),
    reading: listedRateHeader('zendesk-ratelimit-ticket-request-create-by-user-and-ip'),
  },
  {
    name: 'looking for tickets',
    capacity: Number.POSITIVE_INFINITY,
    perSeconds: 60,
    weight: (request) => (!isWrite(request) && endpointOf(request) === newTicketEndpoint ? 1 : 0),
    reading: listedRateHeader('zendesk-ratelimit-tickets-index'),
  },
  {
    // Shared with agents who work with tickets in their browser.
    name: 'changed tickets',
    capacity: Number.POSITIVE_INFINITY,
    perSeconds: 60,
    weight: (request) => (isWrite(request) && endpointOf(request) === ticketEndpoint ? 1 : 0),
    reading: listedRateHeader('zendesk-ratelimit-tickets-update'),
  },
  {
    // Counted for each user and ticket.
    name: 'changes of one ticket',
    scope: ({ path }) => path,
    capacity: 30,
    perSeconds: 600,
    share: 1,
    weight: (request) => (isWrite(request) && endpointOf(request) === ticketEndpoint ? 1 : 0),
    reading: listedRateHeader('zendesk-ratelimit-per-ticket-updates'),
  },
  {
    name: 'file contents',
    capacity: 2_500,
    perSeconds: 60,
    weight: (request) => (isFile(endpointOf(request)) ? 1 : 0),
  },
];

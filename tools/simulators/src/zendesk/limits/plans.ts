/** Requests a minute of the whole account, by plan. https://developer.zendesk.com/api-reference/introduction/rate-limits/ */
export const requestsPerMinute = {
  team: 200,
  professional: 400,
  enterprise: 700,
  'high-volume': 2_500,
} as const;
export type LimitName = keyof typeof requestsPerMinute;
export const zendeskLimits = Object.keys(requestsPerMinute) as readonly LimitName[];

/** Limits of single endpoints, beside that of the account, by the name their headers have. */
const byEndpoint: Readonly<Record<string, readonly [bucket: string, total: number]>> = {
  'GET /api/v2/incremental/tickets/cursor': ['incremental-exports-cursor', 20],
  'GET /api/v2/incremental/users/cursor': ['incremental-exports-cursor', 20],
  'GET /api/v2/incremental/organizations': ['incremental-exports', 10],
  'GET /api/v2/incremental/ticket_events': ['incremental-exports', 10],
  'GET /api/v2/ticket_fields': ['ticket-fields-index', 20],
  'GET /api/v2/tickets': ['tickets-index', 100],
  'POST /api/v2/tickets': ['ticket-request-create-by-user-and-ip', 300],
  'PUT /api/v2/tickets/{ticket_id}': ['tickets-update', 100],
};
/** Updates of one ticket by one user. */
const perTicket = { bucket: 'per-ticket-updates', total: 30, minutes: 10 };

export interface Bucket {
  bucket: string;
  total: number;
  /** What it is counted for, where that is not the account. */
  of?: string;
  /** Length of the window; one when not given. */
  minutes?: number;
}
export const fileEndpoint = 'GET /attachments/token/{token}/';
/** Of the Help Center. */
export const articleFileEndpoint = 'GET /hc/article_attachments/{id}';
export const filesPerMinute = 2_500;

/** With the add-on for more calls, exports by time and updates of tickets go faster. */
const totalOf = (bucket: string, total: number, plan: LimitName) =>
  plan === 'high-volume' && ['incremental-exports', 'tickets-update'].includes(bucket) ? total * 3 : total;

/** What a request counts for. The Help Center counts for itself; files are no requests to the API. */
export function bucketsOf(endpoint: string, plan: LimitName, ticketId?: string): Bucket[] {
  const [, path = ''] = endpoint.split(' ', 2);
  if (endpoint === fileEndpoint || endpoint === articleFileEndpoint)
    return [{ bucket: 'attachments', total: filesPerMinute }];
  if (/^\/api\/v2\/(help_center|guide)\//.test(path))
    return [{ bucket: 'help-center', total: requestsPerMinute[plan] }];
  const own = byEndpoint[endpoint];
  return [
    { bucket: 'account', total: requestsPerMinute[plan] },
    ...(own === undefined ? [] : [{ bucket: own[0], total: totalOf(...own, plan) }]),
    ...(ticketId === undefined ? [] : [{ ...perTicket, of: ticketId }]),
  ];
}

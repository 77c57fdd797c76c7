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
  'GET /api/v2/ticket_fields': ['ticket-fields-index', 20],
};
export const fileEndpoint = 'GET /attachments/token/{token}/';
export const filesPerMinute = 2_500;

/** What a request counts for. Files are no requests to the API. */
export function bucketsOf(endpoint: string, plan: LimitName): { bucket: string; total: number }[] {
  if (endpoint === fileEndpoint) return [{ bucket: 'attachments', total: filesPerMinute }];
  const own = byEndpoint[endpoint];
  return [
    { bucket: 'account', total: requestsPerMinute[plan] },
    ...(own === undefined ? [] : [{ bucket: own[0], total: own[1] }]),
  ];
}

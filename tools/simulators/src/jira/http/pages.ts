import type { Call } from '../../http/reply.js';
import type { Site } from '../site.js';
import { countParameter } from './parameters.js';

/** Entries of one page: what is asked for, within what the endpoint and the site allow. */
export function pageSizeOf(call: Call, site: Site, range: { whenAbsent: number; most: number }): number {
  return Math.min(site.pageSize, countParameter(call, 'maxResults', range));
}

/** Page bean of offset-paged lists: `nextPage` only while there is one. */
export function pageBean(
  call: Call,
  site: Site,
  rows: readonly unknown[],
  range: { whenAbsent: number; most: number },
): Record<string, unknown> {
  const startAt = countParameter(call, 'startAt', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const maxResults = pageSizeOf(call, site, range);
  const values = rows.slice(startAt, startAt + maxResults);
  const isLast = startAt + values.length >= rows.length;
  return {
    self: pageUrl(call, site, startAt, maxResults),
    ...(isLast ? {} : { nextPage: pageUrl(call, site, startAt + values.length, maxResults) }),
    maxResults,
    startAt,
    total: rows.length,
    isLast,
    values,
  };
}

function pageUrl(call: Call, site: Site, startAt: number, maxResults: number): string {
  const url = new URL(`${call.url.pathname}${call.url.search}`, new URL(site.url).origin);
  url.searchParams.set('startAt', String(startAt));
  url.searchParams.set('maxResults', String(maxResults));
  return url.href;
}

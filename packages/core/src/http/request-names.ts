import type { HttpRequest } from './http-request.js';

export function resolveUrl(base: URL, { path, query }: HttpRequest): URL {
  const url = new URL(base.pathname.replace(/\/+$/, '') + path, base);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    const values = Array.isArray(value) ? value : [value];
    for (const single of values) url.searchParams.append(name, String(single));
  }
  return url;
}

/** Names the endpoint in counts, budgets and messages. */
export function endpointName(request: HttpRequest): string {
  return `${request.method ?? 'GET'} ${request.endpoint ?? request.path}`;
}

/** Query parameters stay out of messages: they may hold search text of people. */
export function subjectOf(request: HttpRequest, base: URL): string {
  return `${request.method ?? 'GET'} ${base.origin}${base.pathname.replace(/\/+$/, '')}${request.path}`;
}

/** The same for requests that have the same answer. Headers belong to what is asked; undefined parameters do not. */
export function flightKey({ path, query, headers, endpoint }: HttpRequest): string {
  return JSON.stringify([path, endpoint, query, headers]);
}

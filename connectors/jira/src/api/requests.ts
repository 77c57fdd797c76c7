import { type HttpClient, type HttpRequest, UnexpectedResponseError } from '@airdrop-connectors/core';
import type { Callback, Client, RequestConfig } from 'jira.js';

/** Lists of ids are too long for an address; nothing that this connector posts changes anything. */
const readingPosts = new Set(['/rest/api/3/changelog/bulkfetch', '/rest/api/3/workflows']);

/** jira.js builds and types requests; this hands them to core's HTTP instead of a transport of its own. */
export function requestsOver(http: Pick<HttpClient, 'json'>): Client {
  const unused = (): never => {
    throw new UnexpectedResponseError('Not offered: the transport belongs to core.');
  };
  async function sendRequest<Body>(config: RequestConfig, callback?: never): Promise<Body>;
  async function sendRequest<Body>(config: RequestConfig, callback?: Callback<Body>): Promise<void>;
  async function sendRequest(config: RequestConfig): Promise<unknown> {
    const path = config.url ?? '/';
    const method = readMethod(config.method);
    return http.json({
      method,
      path,
      endpoint: path.replace(/(?<!\/api)\/\d+(?=\/|$)/g, '/{id}'),
      query: readQuery(config.params),
      ...(config.headers !== undefined && { headers: readHeaders(config.headers) }),
      ...(config.data !== undefined && { body: config.data }),
      safeToRepeat: method === 'GET' || readingPosts.has(path) || path.startsWith('/rest/api/3/search/'),
    });
  }
  return {
    sendRequest,
    sendRequestFullResponse: unused,
    handleSuccessResponse: unused,
    handleFailedResponse: unused,
  };
}

function readMethod(method: unknown): 'GET' | 'POST' | 'PUT' | 'DELETE' {
  const upper = String(method ?? 'GET').toUpperCase();
  return upper === 'POST' || upper === 'PUT' || upper === 'DELETE' ? upper : 'GET';
}

/** What jira.js adds to a request, such as that it knows an endpoint to be experimental. */
function readHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** jira.js passes `false` for parameters that were not given; lists are repeated parameters. */
function readQuery(params: unknown): NonNullable<HttpRequest['query']> {
  const query: Record<string, string | number | boolean | readonly string[]> = {};
  for (const [name, value] of Object.entries(params ?? {})) {
    if (typeof value === 'string' || typeof value === 'number' || value === true) query[name] = value;
    if (Array.isArray(value)) query[name] = value.map(String);
  }
  return query;
}

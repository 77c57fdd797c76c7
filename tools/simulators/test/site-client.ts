import { afterEach } from 'vitest';
import { createSimulator, type JiraSimulatorOptions } from '../src/jira/index.js';
import type { Simulator } from '../src/simulator.js';

export interface Answer {
  status: number;
  headers: Headers;
  json: Json;
}

/** JSON whose members are read without knowing the shape; reading a member of anything else fails the test. */
export class Json {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  at(...path: readonly (string | number)[]): Json {
    let value = this.value;
    for (const part of path) {
      if (typeof value !== 'object' || value === null)
        throw new Error(`No ${part} in ${JSON.stringify(value)}`);
      value = Object.entries(value).find(([name]) => name === String(part))?.[1];
    }
    return new Json(value);
  }

  list(...path: readonly (string | number)[]): Json[] {
    const { value } = this.at(...path);
    if (!Array.isArray(value)) throw new Error(`No list at ${path.join('.')}: ${JSON.stringify(value)}`);
    return value.map((item) => new Json(item));
  }

  text(...path: readonly (string | number)[]): string {
    return String(this.at(...path).value);
  }

  keys(): string[] {
    return Object.keys(Object(this.value));
  }
}

export interface SiteClient {
  simulator: Simulator;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  /** Raw request with credentials, redirects not followed. */
  raw(path: string, headers?: Record<string, string>): Promise<Response>;
  /** All pages of a search; fails on a repeated token. */
  searchAll(jql: string, options?: SearchOptions): Promise<Json[]>;
}

export interface SearchOptions {
  fields?: string[];
  maxResults?: number;
  betweenPages?: (pages: number) => void;
}

/** A document of one paragraph. */
export const saying = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

const open: Simulator[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

/** Starts a site that is closed after the test. */
export async function startSite(options: JiraSimulatorOptions): Promise<SiteClient> {
  const simulator = await createSimulator(options);
  open.push(simulator);
  const { email = '', token = '', access_token: accessToken, cloud_id: cloudId } = simulator.connection;
  const basic = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const authorization = accessToken === undefined ? basic : `Bearer ${accessToken}`;
  const base = accessToken === undefined ? simulator.url : `${simulator.url}/ex/jira/${cloudId}`;

  const request = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const init = { method, headers: { authorization, 'content-type': 'application/json', ...headers } };
    const response = await fetch(
      `${base}${path}`,
      body === undefined ? init : { ...init, body: JSON.stringify(body) },
    );
    const text = await response.text();
    const json = new Json(text === '' ? undefined : JSON.parse(text));
    return { status: response.status, headers: response.headers, json };
  };
  const client: SiteClient = {
    simulator,
    get: (path, headers = {}) => request('GET', path, headers),
    post: (path, body) => request('POST', path, {}, body),
    put: (path, body) => request('PUT', path, {}, body),
    raw: (path, headers = {}) =>
      fetch(`${base}${path}`, { headers: { authorization, ...headers }, redirect: 'manual' }),
    async searchAll(jql, { fields = ['id'], maxResults = 100, betweenPages } = {}) {
      const issues: Json[] = [];
      const tokens = new Set<string>();
      for (let nextPageToken: string | undefined, pages = 1; ; pages++) {
        const answer = await client.post('/rest/api/3/search/jql', {
          jql,
          fields,
          maxResults,
          nextPageToken,
        });
        if (answer.status !== 200)
          throw new Error(`Search answered ${answer.status}: ${JSON.stringify(answer.json)}`);
        issues.push(...answer.json.list('issues'));
        const token = answer.json.at('nextPageToken').value;
        if (typeof token !== 'string') return issues;
        if (tokens.has(token)) throw new Error(`The token ${token} came twice.`);
        tokens.add(token);
        nextPageToken = token;
        betweenPages?.(pages);
      }
    },
  };
  return client;
}

import { Readable } from 'node:stream';
import {
  AuthenticationError,
  type ClientContext,
  type ConnectorError,
  type FileUpload,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  NotFoundError,
  PermissionError,
  TransientApiError,
  UnexpectedResponseError,
} from '@airdrop-connectors/core';

/**
 * What a connector's own client is made from in tests of single requests: HTTP that attempts each once and waits for
 * nothing, so that a refusal is what the test gets to see.
 * @param schema of the connector's connection
 * @param fields of the connection, as simulators name them
 * @param requests takes what the client asks for, in order
 * @param snapIn options of the snap-in, and what earlier invocations have found out, which is added to
 */
export function clientContext<Connection>(
  schema: { parse(fields: unknown): Connection },
  fields: Readonly<Record<string, string>>,
  requests: HttpRequest[] = [],
  {
    options = {},
    facts = new Map(),
  }: { options?: ClientContext<Connection>['options']; facts?: Map<string, string> } = {},
): ClientContext<Connection> {
  return {
    connection: schema.parse(fields),
    options,
    remembered: { get: (name) => facts.get(name), set: (name, value) => void facts.set(name, value) },
    organization: { id: '', name: '' },
    createHttpClient: (http) => createLoopbackHttpClient(http, requests),
  };
}

/**
 * The HTTP a connector is given, over `fetch`: one attempt, no waiting, errors of the classes core's table gives to a
 * status, credentials only to the client's own origin.
 */
export function createLoopbackHttpClient(
  options: HttpClientOptions,
  requests: HttpRequest[] = [],
): HttpClient {
  const base = new URL(options.baseUrl);

  async function send(request: HttpRequest): Promise<Response> {
    requests.push(request);
    let url = urlOf(base, request);
    const content = await contentOf(request);
    for (;;) {
      const response = await fetch(url, {
        method: request.method ?? 'GET',
        redirect: 'manual',
        headers: {
          accept: 'application/json',
          ...(url.origin === base.origin && { ...options.headers, ...request.headers }),
          ...content.headers,
        },
        ...(content.body !== undefined && { body: content.body }),
      });
      const location = response.headers.get('location');
      if (response.ok) return response;
      if (response.status < 300 || response.status >= 400 || location === null)
        throw refusal(response, await response.text(), options, request);
      url = new URL(location, url);
    }
  }

  return {
    json: async (request) => {
      const text = await (await send(request)).text();
      return text === '' ? undefined : JSON.parse(text);
    },
    file: async (request) => {
      const response = await send(request);
      if (request.refuseWebPage && response.headers.get('content-type')?.includes('html'))
        throw new UnexpectedResponseError('a web page instead of a file', { code: 'html_response' });
      const bytes = response.headers.get('content-length');
      return {
        body: response.body === null ? Readable.from([]) : Readable.fromWeb(response.body),
        contentType: response.headers.get('content-type') ?? undefined,
        bytes: bytes === null ? undefined : Number(bytes),
      };
    },
  };
}

function urlOf(base: URL, { path, query }: HttpRequest): URL {
  const url = new URL(base.pathname.replace(/\/$/, '') + path, base);
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const single of Array.isArray(value) ? value : [value]) {
      if (single !== undefined) url.searchParams.append(name, String(single));
    }
  }
  return url;
}

/** A form names its own type, with the boundary that it has. */
async function contentOf({ body, upload }: HttpRequest): Promise<{
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer | FormData;
}> {
  if (upload?.form !== undefined) return { body: await formOf(upload) };
  if (upload !== undefined)
    return { headers: { 'content-type': upload.contentType }, body: await bytesOf(upload) };
  if (body === undefined) return {};
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function formOf(upload: FileUpload): Promise<FormData> {
  const { form, contentType } = upload;
  const data = new FormData();
  for (const [name, value] of Object.entries(form?.fields ?? {})) data.set(name, value);
  data.set(form?.name ?? '', new File([await bytesOf(upload)], form?.fileName ?? '', { type: contentType }));
  return data;
}

async function bytesOf({ open }: FileUpload): Promise<Buffer> {
  return Buffer.concat(await (await open()).toArray());
}

function refusal(
  { status, headers }: Response,
  body: string,
  { system, classify }: HttpClientOptions,
  request: HttpRequest,
): ConnectorError {
  const facts = { status, headers: Object.fromEntries(headers), bodyStart: body };
  const chosen = classify?.(facts, request);
  if (chosen?.action === 'fail') return chosen.error;
  const { method = 'GET', path } = request;
  const message = `${method} ${path} was answered ${status}: ${system.errorMessage?.(body) ?? ''}`;
  if (status === 401) return new AuthenticationError(message);
  if (status === 403) return new PermissionError(message);
  if (status === 404) return new NotFoundError(message);
  if (status === 429 || status >= 500) return new TransientApiError(message);
  return new UnexpectedResponseError(message, { status });
}

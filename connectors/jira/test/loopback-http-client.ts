import { Readable } from 'node:stream';
import {
  AuthenticationError,
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
 * The HTTP a connector is given, over `fetch`: one attempt, no waiting, errors of the classes core's table gives to a
 * status, credentials only to the client's own origin.
 */
export function createLoopbackHttpClient(options: HttpClientOptions): HttpClient {
  const base = new URL(options.baseUrl);

  async function send(request: HttpRequest): Promise<Response> {
    let url = urlOf(base, request);
    for (;;) {
      const response = await fetch(url, {
        method: request.method ?? 'GET',
        redirect: 'manual',
        headers: {
          accept: 'application/json',
          ...(url.origin === base.origin && { ...options.headers, ...request.headers }),
          ...(request.body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
        ...(request.upload !== undefined && { body: await formOf(request.upload) }),
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

async function formOf({ open, contentType, form: part }: FileUpload): Promise<FormData> {
  const chunks = await (await open()).toArray();
  const form = new FormData();
  form.append(part?.name ?? '', new Blob(chunks, { type: contentType }), part?.fileName);
  return form;
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

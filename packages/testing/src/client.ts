import {
  type ClientContext,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  NotFoundError,
  UnexpectedResponseError,
} from '@airdrop-connectors/core';

/**
 * What a connector's own client is made from in tests of single requests: HTTP that attempts each once and waits for
 * nothing, so that a refusal is what the test gets to see.
 * @param schema of the connector's connection
 * @param fields of the connection, as simulators name them
 * @param requests takes what the client asks for, in order
 */
export function clientContext<Connection>(
  schema: { parse(fields: unknown): Connection },
  fields: Readonly<Record<string, string>>,
  requests: HttpRequest[] = [],
): ClientContext<Connection> {
  return {
    connection: schema.parse(fields),
    options: {},
    remembered: { get: () => undefined, set: () => {} },
    organization: { id: '', name: '' },
    createHttpClient: (options) => singleAttempts(options, requests),
  };
}

function singleAttempts({ baseUrl, headers }: HttpClientOptions, requests: HttpRequest[]): HttpClient {
  return {
    async json(request) {
      requests.push(request);
      const { method = 'GET', path, query = {}, body, upload } = request;
      const url = new URL(path, baseUrl);
      for (const [name, value] of Object.entries(query))
        if (value !== undefined) url.searchParams.set(name, String(value));
      const type = upload?.contentType ?? 'application/json';
      const content = upload ? Buffer.concat(await (await upload.open()).toArray()) : JSON.stringify(body);
      const response = await fetch(url, {
        method,
        headers: { ...headers, ...request.headers, ...(method !== 'GET' && { 'content-type': type }) },
        ...(method !== 'GET' && { body: content }),
      });
      const text = await response.text();
      if (response.ok) return text === '' ? undefined : JSON.parse(text);
      if (response.status === 404) throw new NotFoundError(text);
      throw new UnexpectedResponseError(`${response.status} ${text}`, { status: response.status });
    },
    file: () => Promise.reject(new Error('This client opens no files; the contract suite does.')),
  };
}

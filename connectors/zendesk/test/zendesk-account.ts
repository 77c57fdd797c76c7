import {
  type HttpClientOptions,
  type HttpRequest,
  NotFoundError,
  UnexpectedResponseError,
} from '@airdrop-connectors/core';
import { createSimulator, type Simulator } from '@airdrop-connectors/simulators';
import { afterEach } from 'vitest';
import * as z from 'zod/mini';
import { createZendeskClient, type ZendeskClient } from '../src/client.js';
import { connection } from '../src/connection.js';

/** Later than everything in a simulated world before its changes. */
export const WORLD_TIME = Date.UTC(2025, 10, 3, 12);

export interface ZendeskAccount {
  simulator: Simulator;
  client: ZendeskClient;
  clock: { now: number };
  /** What the client asked for, in order. */
  requests: HttpRequest[];
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A simulated account and the connector's own client on it; closed after the test. */
export async function startAccount(options: Readonly<Record<string, unknown>> = {}): Promise<ZendeskAccount> {
  const clock = { now: WORLD_TIME };
  const settings = { size: 60, seed: 7, now: () => clock.now, ...options };
  const simulator = await createSimulator('zendesk', settings);
  open.push(simulator);
  const requests: HttpRequest[] = [];
  const client = createZendeskClient({
    connection: z.parse(connection.schema, simulator.connection),
    options: { help_center: true },
    remembered: { get: () => undefined, set: () => {} },
    organization: { id: '', name: '' },
    createHttpClient: (http) => loopback(http, requests),
  });
  return { simulator, client, clock, requests };
}

/** One attempt over `fetch`; refusals are judged as the client asks for. */
function loopback({ baseUrl, headers, classify }: HttpClientOptions, requests: HttpRequest[]) {
  return {
    json: async (request: HttpRequest) => {
      requests.push(request);
      const { method = 'GET', path, query = {}, body, upload } = request;
      const url = new URL(path, baseUrl);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      const type = upload?.contentType ?? 'application/json';
      const content = upload ? Buffer.concat(await (await upload.open()).toArray()) : JSON.stringify(body);
      const response = await fetch(url, {
        method,
        headers: { ...headers, ...request.headers, ...(method !== 'GET' && { 'content-type': type }) },
        ...(method !== 'GET' && { body: content }),
      });
      const text = await response.text();
      if (response.ok) return text === '' ? undefined : JSON.parse(text);
      const { status } = response;
      const judged = classify?.({ status, headers: {}, bodyStart: text }, request);
      if (judged?.action === 'fail') throw judged.error;
      if (status === 404) throw new NotFoundError(text);
      throw new UnexpectedResponseError(`${status} ${text}`, { status });
    },
    file: async () => {
      throw new Error('This client opens no files.');
    },
  };
}

import type { HttpClientOptions, HttpRequest } from '@airdrop-connectors/core';
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

/** One attempt over `fetch`; a refusal is its status. */
function loopback({ baseUrl, headers }: HttpClientOptions, requests: HttpRequest[]) {
  return {
    json: async (request: HttpRequest) => {
      requests.push(request);
      const url = new URL(request.path, baseUrl);
      for (const [name, value] of Object.entries(request.query ?? {}))
        url.searchParams.set(name, String(value));
      const response = await fetch(url, { headers });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      return response.json();
    },
    file: async () => {
      throw new Error('This client opens no files.');
    },
  };
}

import type { HttpRequest } from '@airdrop-connectors/core';
import { createSimulator, type Simulator } from '@airdrop-connectors/simulators';
import { clientContext } from '@airdrop-connectors/testing/client';
import { afterEach } from 'vitest';
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
  const context = clientContext(connection.schema, simulator.connection, requests, {
    options: { help_center: true },
  });
  const client = createZendeskClient(context);
  return { simulator, client, clock, requests };
}

import type { HttpRequest } from '@airdrop-connectors/core';
import { createSimulator } from '@airdrop-connectors/simulators';
import { clientContext } from '@airdrop-connectors/testing/client';
import { onTestFinished } from 'vitest';
import { createCodebergClient } from '../src/client.js';
import { connection } from '../src/connection.js';

/** The larger repository of a simulated account. */
export const home = { id: 'example/home', name: 'example/home' };

/** A simulated account and the connector's own client on it, over HTTP; closed after the test. */
export async function startAccount(options: Readonly<Record<string, unknown>> = {}) {
  const simulator = await createSimulator('codeberg', { size: 30, seed: 7, ...options });
  onTestFinished(() => simulator.close());
  /** What the client asked for, in order. */
  const requests: HttpRequest[] = [];
  const client = createCodebergClient(clientContext(connection.schema, simulator.connection, requests));
  return { simulator, client, requests };
}

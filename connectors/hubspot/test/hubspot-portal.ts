import type { HttpRequest } from '@airdrop-connectors/core';
import {
  createSimulator,
  type HubspotSimulator,
  type HubspotSimulatorOptions,
} from '@airdrop-connectors/simulators/hubspot';
import { clientContext } from '@airdrop-connectors/testing/client';
import { afterEach } from 'vitest';
import * as z from 'zod/mini';
import { createHubspotClient, type HubspotClient } from '../src/client.js';
import { connection } from '../src/connection.js';

/** Later than everything in a simulated world before its changes. */
export const WORLD_TIME = Date.UTC(2025, 10, 3, 12);

export interface HubspotPortal {
  simulator: HubspotSimulator;
  client: HubspotClient;
  clock: { now: number };
  /** What the client asked for, in order. */
  requests: HttpRequest[];
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A simulated portal and the connector's own client on it; closed after the test. */
export async function startPortal(
  options: Partial<HubspotSimulatorOptions> = {},
  credential: Readonly<Record<string, string>> = {},
): Promise<HubspotPortal> {
  const clock = { now: WORLD_TIME };
  const simulator = await createSimulator({ size: 60, seed: 7, now: () => clock.now, ...options });
  open.push(simulator);
  const requests: HttpRequest[] = [];
  const client = createTestClient({ ...simulator.connection, ...credential }, requests);
  return { simulator, client, clock, requests };
}

/** The connector's own client with the fields of a connection; it notes what it asks for. */
export function createTestClient(
  fields: Readonly<Record<string, string>>,
  requests: HttpRequest[] = [],
): HubspotClient {
  return createHubspotClient(clientContext(connection.schema, fields, requests));
}

/** A ticket on which a customer who can be reached has written, among these. */
export function answerableTicket(
  { truth }: Pick<HubspotSimulator, 'truth'>,
  ticketIds: readonly string[],
): string {
  const objects = [...truth('portal')];
  const reachable = new Set(
    objects.flatMap(({ kind, id, fields }) => (kind === 'contact' && fields?.email ? [id] : [])),
  );
  const found = objects.find(
    ({ kind, fields }) =>
      kind === 'message' &&
      ticketIds.includes(String(fields?.parent)) &&
      reachable.has(String(fields?.author)),
  );
  return String(found?.fields?.parent);
}

/** Asks for an access token in place of one that has ended, as the platform does. */
export async function nextToken({ url, grant }: HubspotSimulator): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: grant.refreshToken });
  const response = await fetch(`${url}/oauth/2026-03/token`, { method: 'POST', body });
  return z.parse(z.object({ access_token: z.string() }), await response.json()).access_token;
}

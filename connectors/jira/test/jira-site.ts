import type { SystemDescription } from '@airdrop-connectors/core';
import { createSimulator, type Simulator } from '@airdrop-connectors/simulators';
import { afterEach } from 'vitest';
import { createJiraClient, type JiraClient } from '../src/client.js';
import { createLoopbackHttpClient } from './loopback-http-client.js';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.js';

/** Later than everything in a simulated world before its changes. */
export const WORLD_TIME = Date.UTC(2025, 10, 3, 12);
export const DEMO_PROJECT = { id: '10000', name: 'Demo product (DEMO)' };
export const SERVICE_DESK = { id: '10001', name: 'Operations desk (OPS)' };

export interface ClientSetup {
  client: JiraClient;
  proxy: RecordingProxy;
  /** What the client told its HTTP about Jira. */
  system: SystemDescription;
}

export interface JiraSite extends ClientSetup {
  simulator: Simulator;
  clock: { now: number };
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A simulated site behind a recording proxy, and the connector's own client on it; closed after the test. */
export async function startJiraSite(options: { size: number; seed?: number }): Promise<JiraSite> {
  const clock = { now: WORLD_TIME };
  const simulator = await createSimulator('jira', {
    size: options.size,
    seed: options.seed ?? 7,
    now: () => clock.now,
  });
  open.push(simulator);
  const { email = '', token = '' } = simulator.connection;
  return { simulator, clock, ...(await connect(simulator.url, { email, token })) };
}

/** The connector's client on a server that answers only what is interposed; closed after the test. */
export function startScriptedSite(): Promise<ClientSetup> {
  return connect(undefined, { email: 'ada@acme.example', token: 'not-a-token' });
}

async function connect(
  upstream: string | undefined,
  account: { email: string; token: string },
): Promise<ClientSetup> {
  const proxy = await startRecordingProxy(upstream);
  open.push(proxy);
  let system: SystemDescription | undefined;
  const client = createJiraClient({
    connection: { site: proxy.url, ...account },
    organization: { id: '', name: '' },
    createHttpClient: (options) => {
      system = options.system;
      return createLoopbackHttpClient(options);
    },
  });
  if (system === undefined) throw new Error('The client was made without HTTP.');
  return { client, proxy, system };
}

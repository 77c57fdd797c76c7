import type { SystemDescription } from '@airdrop-connectors/core';
import { createSimulator, type Simulator } from '@airdrop-connectors/simulators';
import { createLoopbackHttpClient } from '@airdrop-connectors/testing/client';
import { afterEach } from 'vitest';
import * as z from 'zod/mini';
import { createJiraClient, type JiraClient } from '../src/client.js';
import { connection } from '../src/connection.js';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.js';

/** Later than everything in a simulated world before its changes. */
export const WORLD_TIME = Date.UTC(2025, 10, 3, 12);
export const DEMO_PROJECT = { id: '10000', name: 'Demo product (DEMO)' };
export const SERVICE_DESK = { id: '10001', name: 'Operations desk (OPS)' };

export interface ClientSetup {
  client: JiraClient;
  /** The client of another invocation, which knows what earlier ones have found out. */
  laterClient: () => JiraClient;
  proxy: RecordingProxy;
  /** What the client told its HTTP about Jira. */
  system: () => SystemDescription;
}

export interface JiraSite extends ClientSetup {
  simulator: Simulator;
  clock: { now: number };
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

export interface SiteOptions {
  /** What earlier invocations have found out; taken in place. */
  facts?: Map<string, string>;
  size: number;
  seed?: number;
  /** Kind of credential; a token without scopes when not given. */
  keyring?: 'token' | 'scoped token' | 'oauth';
  withoutScopes?: readonly string[];
  /** Pages of the search that contradict themselves, and every other one empty. */
  oddSearch?: boolean;
  /** Language of the account, for names that come with the product. */
  language?: 'en' | 'de';
  /** Fields of single projects, with options by project, and without a schema. */
  oddFields?: boolean;
  /** Some files that issues list are lost, some are of another size than told. */
  oddFiles?: boolean;
  /** Boards of another project are listed for the first one, too. */
  sharedBoards?: boolean;
  /** How long the search does not know what was changed. */
  indexLagSeconds?: number;
  /** How long the token of a page is taken. */
  pageTokenSeconds?: number;
  /** Whether the account administers Jira. */
  administrator?: boolean;
  /** Fields of the connection that differ from those that work. */
  fields?: Readonly<Record<string, string>>;
}

/** A simulated site behind a recording proxy, and the connector's own client on it; closed after the test. */
export async function startJiraSite({ fields, facts, ...options }: SiteOptions): Promise<JiraSite> {
  const clock = { now: WORLD_TIME };
  const world = { seed: 7, now: () => clock.now, ...options };
  const simulator = await createSimulator('jira', world);
  open.push(simulator);
  return {
    simulator,
    clock,
    ...(await connect(simulator.url, { ...simulator.connection, ...fields }, 'as field', facts)),
  };
}

/** The connector's client on a server that answers only what is interposed; closed after the test. */
export function startScriptedSite(
  fields: Readonly<Record<string, string>> = { email: 'ada@acme.example', token: 'not-a-token' },
): Promise<ClientSetup> {
  return connect(undefined, fields);
}

/** A site whose e-mail and token come as the one text that the deployed keyring makes of them. */
export async function startJiraSiteOfKeyring({ fields, ...options }: SiteOptions): Promise<JiraSite> {
  const clock = { now: WORLD_TIME };
  const simulator = await createSimulator('jira', { seed: 7, now: () => clock.now, ...options });
  open.push(simulator);
  const { email, token } = { ...simulator.connection, ...fields };
  const accessToken = Buffer.from(`${email}:${token}`).toString('base64');
  return {
    simulator,
    clock,
    ...(await connect(simulator.url, { access_token: accessToken }, 'as organization')),
  };
}

/** @param siteAs where the address of the site is told */
async function connect(
  upstream: string | undefined,
  fields: Readonly<Record<string, string>>,
  siteAs: 'as field' | 'as organization' = 'as field',
  facts = new Map<string, string>(),
): Promise<ClientSetup> {
  const proxy = await startRecordingProxy(upstream);
  open.push(proxy);
  let system: SystemDescription | undefined;
  const laterClient = () =>
    createJiraClient({
      connection: z.parse(connection.schema, {
        ...fields,
        ...(siteAs === 'as field' && { site: proxy.url }),
      }),
      options: {},
      remembered: { get: (name) => facts.get(name), set: (name, value) => void facts.set(name, value) },
      organization: { id: siteAs === 'as field' ? '' : proxy.url, name: '' },
      createHttpClient: (options) => {
        system = options.system;
        return createLoopbackHttpClient(options);
      },
    });
  return {
    client: laterClient(),
    laterClient,
    proxy,
    system: () => {
      if (system === undefined) throw new Error('The client was made without HTTP.');
      return system;
    },
  };
}

import type * as z from 'zod/mini';
import { type ConnectionDefinition, connectionFields, parseConnection } from '../connector/connection.js';
import type { ClientContext } from '../connector/kit.js';
import { type Options, type OptionValues, readOptions } from '../connector/options.js';
import { createFactStore } from '../connector/remembered-facts.js';
import { ConnectorError } from '../errors.js';
import { type BudgetRegistry, createBudgetRegistry } from '../http/budget-registry.js';
import { createCallLedger } from '../http/call-ledger.js';
import { createHttpClient } from '../http/http-client.js';
import { createRedactor } from '../log/redact.js';
import { coreOptions } from '../runtime/limit-share.js';

/** What a connector finds out about a credential. */
export interface Examination {
  /** Whose credential it is, as the external system calls the account. */
  account: string;
  /** Kind of connection in the words of people; told by the connector where its fields alone do not tell. */
  connection?: string;
  findings: readonly DiagnosisFinding[];
  units: readonly UnitEstimate[];
}

/** What a credential can see, and what an import would cost, before there is one. */
export interface Diagnosis extends Examination {
  connection: string;
  /** Calls that the examination took, by endpoint. */
  calls: Readonly<Record<string, number>>;
  /** Limits of the external system as its answers told them, else as they are documented; by name. */
  limits: Readonly<Record<string, KnownLimit>>;
}

/** A rate limit that is known before the first call. */
export interface KnownLimit {
  /** Calls, points, or whatever is counted. */
  capacity: number;
  perSeconds: number;
}

/** One thing that was looked at. */
export interface DiagnosisFinding {
  /** `limited`: a sync works and lacks something; `missing`: nothing can be synced before it is mended. */
  status: 'ok' | 'limited' | 'missing';
  what: string;
  /** What follows from it, and whom to ask. */
  consequence: string;
}

/** A first import of one external sync unit; figures are estimates. */
export interface UnitEstimate {
  id: string;
  name: string;
  /** Root objects; absent where the external system does not say. */
  rootObjects?: number;
  calls?: number;
  seconds?: number;
  /** Of files and of answers. */
  bytes?: number;
  findings: readonly DiagnosisFinding[];
}

/** What to look at, and how the connector was installed. */
export interface DoctorOptions {
  signal: AbortSignal;
  /** Only this external sync unit. */
  unitId?: string;
  /** Values of the snap-in's options, by name; defaults for those that are missing. */
  settings?: Readonly<Record<string, unknown>>;
}

/** Looks at what a connection can see. */
export interface Doctor {
  /** @param key credential as the platform would hand it over. @throws Error with a sentence for the user */
  (key: string, options: DoctorOptions): Promise<Diagnosis>;
  /** What can be chosen for the connector when its snap-in is installed, core's own options included. */
  readonly options: Options;
}

/** Asks the external system with the connector's own client, outside of any sync run; nothing is saved. */
export function createDoctor<
  Schema extends z.ZodMiniType,
  Client,
  Declared extends Options = Record<never, never>,
>(
  connector: {
    systemName: string;
    connection: ConnectionDefinition<Schema>;
    options?: Declared;
    createClient: (context: ClientContext<z.output<Schema>, OptionValues<Declared>>) => Client;
  },
  examine: (context: {
    client: Client;
    unitId: string | undefined;
    options: OptionValues<Declared>;
  }) => Promise<Examination>,
): Doctor {
  const diagnose = async (key: string, { signal, unitId, settings = {} }: DoctorOptions) => {
    const redactor = createRedactor();
    const fields = connectionFields(key);
    for (const name of connector.connection.secretFields) {
      const value = fields[name];
      if (typeof value === 'string') redactor.addSecret(value);
    }
    const options = readOptions(connector.options ?? ({} as Declared), settings);
    const ledger = createCallLedger();
    const budgets = createBudgetRegistry();
    const client = connector.createClient({
      connection: parseConnection(connector.connection, key, connector.systemName),
      options,
      remembered: createFactStore(),
      organization: { id: '', name: '' },
      createHttpClient: (http) =>
        createHttpClient(http, {
          signal,
          remainingMs: () => Number.POSITIVE_INFINITY,
          ledger,
          budgets,
          redact: redactor.redact,
          addSecret: redactor.addSecret,
          timeouts: { connectMs: 10_000, headersMs: 60_000, idleMs: 60_000 },
        }),
    });
    try {
      const examination = await examine({ client, unitId, options });
      const connection = 'access_token' in fields ? 'access token' : 'token';
      return { connection, ...examination, calls: ledger.counts(), limits: limitsOf(budgets) };
    } catch (error) {
      if (ConnectorError.isInstance(error))
        throw new Error(`${redactor.redact(error.message)} [${error.code}]`);
      throw error;
    }
  };
  return Object.assign(diagnose, { options: { ...coreOptions, ...connector.options } });
}

function limitsOf(budgets: BudgetRegistry): Record<string, KnownLimit> {
  const known = Object.entries(budgets.usage()).map(([name, { capacity, per_seconds: perSeconds }]) => [
    name,
    { capacity, perSeconds },
  ]);
  return Object.fromEntries(known);
}

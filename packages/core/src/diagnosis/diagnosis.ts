import type * as z from 'zod/mini';
import { type ConnectionDefinition, connectionFields, parseConnection } from '../connector/connection.js';
import type { ClientContext } from '../connector/kit.js';
import { ConnectorError } from '../errors.js';
import { createCallLedger } from '../http/call-ledger.js';
import { createHttpClient } from '../http/http-client.js';
import { createRedactor } from '../log/redact.js';

/** What a credential can see, and what an import would cost, before there is one. */
export interface Diagnosis {
  /** Whose credential it is, as the external system calls the account. */
  account: string;
  findings: readonly DiagnosisFinding[];
  units: readonly UnitEstimate[];
}

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

export interface DoctorOptions {
  signal: AbortSignal;
  /** Only this external sync unit. */
  unitId?: string;
}

/** @param key credential as the platform would hand it over. @throws Error with a sentence for the user */
export type Doctor = (key: string, options: DoctorOptions) => Promise<Diagnosis>;

/** Asks the external system with the connector's own client, outside of any sync run; nothing is saved. */
export function createDoctor<Schema extends z.ZodMiniType, Client>(
  connector: {
    systemName: string;
    connection: ConnectionDefinition<Schema>;
    createClient: (context: ClientContext<z.output<Schema>>) => Client;
  },
  examine: (context: { client: Client; unitId: string | undefined }) => Promise<Diagnosis>,
): Doctor {
  return async (key, { signal, unitId }) => {
    const redactor = createRedactor();
    const fields = connectionFields(key);
    for (const name of connector.connection.secretFields) {
      const value = fields[name];
      if (typeof value === 'string') redactor.addSecret(value);
    }
    const client = connector.createClient({
      connection: parseConnection(connector.connection, key, connector.systemName),
      organization: { id: '', name: '' },
      createHttpClient: (options) =>
        createHttpClient(options, {
          signal,
          remainingMs: () => Number.POSITIVE_INFINITY,
          ledger: createCallLedger(),
          redact: redactor.redact,
          addSecret: redactor.addSecret,
          timeouts: { connectMs: 10_000, headersMs: 60_000, idleMs: 60_000 },
        }),
    });
    try {
      return await examine({ client, unitId });
    } catch (error) {
      if (ConnectorError.isInstance(error))
        throw new Error(`${redactor.redact(error.message)} [${error.code}]`);
      throw error;
    }
  };
}

import type { RuntimeConfiguration } from '../configuration.js';
import { connectionFields, parseConnection } from '../connector/connection.js';
import type { Connector } from '../connector/kit.js';
import type { UnitOfSync } from '../connector/stream.js';
import { scaledBackoff } from '../http/backoff.js';
import { type BudgetRegistry, createBudgetRegistry } from '../http/budget-registry.js';
import { type CallLedger, createCallLedger } from '../http/call-ledger.js';
import { createHttpClient, sourceBackoff } from '../http/http-client.js';
import { createLogger, type Logger, type LogSink } from '../log/logger.js';
import { createRedactor, type Redactor } from '../log/redact.js';
import { createNativePlatform } from '../platform/native-platform.js';
import type { PlatformPort } from '../platform/platform-port.js';
import { platformBackoff } from '../platform/platform-request.js';
import type { AirdropEvent } from '../protocol/event.js';
import { isResumable, phaseOf } from '../protocol/event-names.js';
import { createLossTally, type LossTally } from '../rich-text/known-losses.js';
import type { Deadline } from './deadline.js';

/** What every phase works with during one invocation. */
export interface Invocation {
  event: AirdropEvent;
  connector: Connector;
  platform: PlatformPort;
  deadline: Deadline;
  log: Logger;
  ledger: CallLedger;
  /** Limits of the external system and what was spent of them. */
  budgets: BudgetRegistry;
  /** What conversions of rich text could not carry over. */
  losses: LossTally;
  unit: UnitOfSync;
  /** Tells the supervising thread that progress is durable. */
  announceCheckpoint: () => void;
  /** The connector's client; made when first asked for, so that a phase without calls needs no valid connection. */
  client: () => unknown;
}

/** Fields of the event that identify a sync in the log; none of them is a credential. */
const logFields = [
  'run_id',
  'request_id',
  'sync_unit_id',
  'external_sync_unit_id',
  'snap_in_slug',
  'mode',
] as const;

export function createInvocation(
  connector: Connector,
  event: AirdropEvent,
  deadline: Deadline,
  redactor: Redactor,
  { sourceTimeoutMs, retryDelayFactor }: RuntimeConfiguration,
  supervisor: { log: LogSink; checkpoint: () => void },
): Invocation {
  // A phase that cannot be continued later waits as long as it may; being aborted ends that.
  const canContinue = event.type !== undefined && isResumable(phaseOf(event.type));
  const log = eventLogger(event, redactor, supervisor.log);
  const ledger = createCallLedger();
  const budgets = createBudgetRegistry();
  const platform = createNativePlatform(event, {
    redact: redactor.redact,
    backoff: scaledBackoff(platformBackoff, retryDelayFactor),
  });
  let client: { value: unknown } | undefined;
  return {
    event,
    connector,
    platform,
    deadline,
    log,
    ledger,
    budgets,
    losses: createLossTally(),
    unit: {
      id: event.context.external_sync_unit_id ?? event.context.external_sync_unit ?? '',
      name: event.context.external_sync_unit_name ?? '',
    },
    announceCheckpoint: supervisor.checkpoint,
    client() {
      client ??= {
        value: connector.createClient({
          connection: parseConnection(connector.connection, event.connectionKey, connector.systemName),
          organization: { id: event.organizationId, name: event.organizationName },
          createHttpClient: (options) =>
            createHttpClient(options, {
              signal: deadline.signal,
              remainingMs: canContinue ? deadline.remainingMs : () => Number.POSITIVE_INFINITY,
              ledger,
              budgets,
              redact: redactor.redact,
              addSecret: redactor.addSecret,
              backoff: scaledBackoff(sourceBackoff, retryDelayFactor),
              timeouts: { connectMs: 10_000, headersMs: sourceTimeoutMs, idleMs: sourceTimeoutMs },
            }),
        }),
      };
      return client.value;
    },
  };
}

export function eventLogger(event: AirdropEvent, redactor: Redactor, sink: LogSink): Logger {
  const fields = Object.fromEntries(logFields.map((name) => [name, event.context[name]]));
  return createLogger(sink, redactor, { event_type: event.sentType, ...fields });
}

/** Knows every credential of the event before the first line is logged. */
export function eventRedactor(connector: Connector, event: AirdropEvent): Redactor {
  const redactor = createRedactor();
  redactor.addSecret(event.serviceAccountToken);
  const fields = connectionFields(event.connectionKey);
  const isSecretAsAWhole = Object.keys(fields).length === 0 || fields.access_token === event.connectionKey;
  if (isSecretAsAWhole) redactor.addSecret(event.connectionKey);
  for (const name of connector.connection.secretFields) {
    const value = fields[name];
    if (typeof value === 'string') redactor.addSecret(value);
  }
  return redactor;
}

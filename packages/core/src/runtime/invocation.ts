import type { RuntimeConfiguration } from '../configuration.js';
import { parseConnection } from '../connector/connection.js';
import type { Connector } from '../connector/kit.js';
import { readOptions } from '../connector/options.js';
import { createFactStore, type FactStore } from '../connector/remembered-facts.js';
import type { UnitOfSync } from '../connector/stream.js';
import { scaledBackoff } from '../http/backoff.js';
import { type BudgetRegistry, createBudgetRegistry } from '../http/budget-registry.js';
import { type CallLedger, createCallLedger } from '../http/call-ledger.js';
import { createHttpClient, sourceBackoff } from '../http/http-client.js';
import type { Send } from '../http/transport.js';
import type { Logger, LogSink } from '../log/logger.js';
import type { Redactor } from '../log/redact.js';
import type { PlatformFactory, PlatformPort } from '../platform/platform-port.js';
import type { AirdropEvent } from '../protocol/event.js';
import { isResumable, phaseOf } from '../protocol/event-names.js';
import { createLossTally, type LossTally } from '../rich-text/known-losses.js';
import { type Clock, systemClock } from '../time/clock.js';
import type { Deadline } from './deadline.js';
import { eventLogger } from './event-log.js';
import { coreOptions, limitShareOf } from './limit-share.js';

/** What every phase works with during one invocation. */
export interface Invocation {
  event: AirdropEvent;
  connector: Connector;
  platform: PlatformPort;
  clock: Clock;
  deadline: Deadline;
  log: Logger;
  ledger: CallLedger;
  /** Limits of the external system and what was spent of them. */
  budgets: BudgetRegistry;
  /** What the connector wants to know again in later invocations. */
  facts: FactStore;
  /** What conversions of rich text could not carry over. */
  losses: LossTally;
  unit: UnitOfSync;
  /** Files transferred at once at most, when somebody has decided that. */
  filesAtOnce?: number;
  /** Bytes that buffers of this thread hold. */
  heldBytes: () => number;
  /** Tells the supervising thread that progress is durable. */
  announceCheckpoint: () => void;
  /** The connector's client; made when first asked for, so that a phase without calls needs no valid connection. */
  client: () => unknown;
  /** What was chosen when the snap-in was installed. @throws ConfigurationError when an option is wrong */
  options: () => object;
}

/** What an invocation has around it; each part is the real one unless a test brings its own. */
export interface OutsideWorld {
  /** The native one unless the snap-in was packaged with another. */
  createPlatform?: PlatformFactory;
  clock?: Clock;
  send?: Send;
  random?: () => number;
  heldBytes?: () => number;
}

export function createInvocation(
  connector: Connector,
  event: AirdropEvent,
  platform: PlatformPort,
  deadline: Deadline,
  redactor: Redactor,
  { sourceTimeoutMs, retryDelayFactor, filesAtOnce, limitShare }: RuntimeConfiguration,
  starter: { log: LogSink; checkpoint: () => void; release?: string | undefined },
  world: OutsideWorld = {},
): Invocation {
  const { clock = systemClock, heldBytes = () => process.memoryUsage().arrayBuffers } = world;
  // A phase that cannot be continued later waits as long as it may; being aborted ends that.
  const canContinue = event.type !== undefined && isResumable(phaseOf(event.type));
  const log = eventLogger(event, redactor, starter.log, starter.release);
  const ledger = createCallLedger(clock.now);
  const budgets = createBudgetRegistry(clock.now, limitShareOf(event.settings) ?? limitShare);
  const facts = createFactStore();
  let client: { value: unknown } | undefined;
  let chosen: object | undefined;
  const options = () => {
    chosen ??= readOptions({ ...coreOptions, ...connector.options }, event.settings);
    return chosen;
  };
  return {
    event,
    connector,
    platform,
    clock,
    deadline,
    log,
    ledger,
    budgets,
    facts,
    losses: createLossTally(),
    unit: {
      id: event.context.external_sync_unit_id ?? event.context.external_sync_unit ?? '',
      name: event.context.external_sync_unit_name ?? '',
    },
    heldBytes,
    ...(filesAtOnce !== undefined && { filesAtOnce }),
    announceCheckpoint: starter.checkpoint,
    options,
    client() {
      client ??= {
        value: connector.createClient({
          connection: parseConnection(connector.connection, event.connectionKey, connector.systemName),
          options: options(),
          remembered: facts,
          organization: { id: event.organizationId, name: event.organizationName },
          createHttpClient: (http) =>
            createHttpClient(http, {
              signal: deadline.signal,
              remainingMs: canContinue ? deadline.remainingMs : () => Number.POSITIVE_INFINITY,
              ledger,
              budgets,
              redact: redactor.redact,
              addSecret: redactor.addSecret,
              backoff: scaledBackoff(sourceBackoff, retryDelayFactor),
              timeouts: { connectMs: 10_000, headersMs: sourceTimeoutMs, idleMs: sourceTimeoutMs },
              ...world,
            }),
        }),
      };
      return client.value;
    },
  };
}

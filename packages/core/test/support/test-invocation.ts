import * as z from 'zod/mini';
import { type Connector, type ConnectorSpecification, createKit } from '../../src/connector/kit.js';
import { createFactStore } from '../../src/connector/remembered-facts.js';
import { createBudgetRegistry } from '../../src/http/budget-registry.js';
import { createCallLedger } from '../../src/http/call-ledger.js';
import { createLogger } from '../../src/log/logger.js';
import { createRedactor } from '../../src/log/redact.js';
import type { PlatformPort } from '../../src/platform/platform-port.js';
import type { AirdropEvent } from '../../src/protocol/event.js';
import { createLossTally } from '../../src/rich-text/known-losses.js';
import { createDeadline, type DeadlineControl } from '../../src/runtime/deadline.js';
import type { Invocation } from '../../src/runtime/invocation.js';
import { systemClock } from '../../src/time/clock.js';

export interface TestInvocation extends Invocation {
  deadline: DeadlineControl;
  /** Log lines, parsed. */
  lines: Record<string, unknown>[];
  checkpoints: () => number;
}

/** What a worker would hand to a phase, around a platform port of the test. */
export function testInvocation(
  connector: Connector,
  event: AirdropEvent,
  port: PlatformPort,
): TestInvocation {
  const lines: Record<string, unknown>[] = [];
  let checkpoints = 0;
  return {
    event,
    connector,
    platform: port,
    clock: systemClock,
    deadline: createDeadline(600_000),
    log: createLogger((_, line) => lines.push(JSON.parse(line)), createRedactor()),
    ledger: createCallLedger(),
    budgets: createBudgetRegistry(),
    losses: createLossTally(),
    unit: { id: event.context.external_sync_unit_id ?? '', name: '' },
    heldBytes: () => 0,
    announceCheckpoint: () => {
      checkpoints += 1;
    },
    client: () => ({}),
    options: () => ({}),
    facts: createFactStore(),
    lines,
    checkpoints: () => checkpoints,
  };
}

/** Made once, as every connector does; streams of tests are declared with it. */
export const toyKit = createKit({
  systemName: 'Toy',
  connection: { schema: z.object({ token: z.string() }), secretFields: ['token'] },
  createClient: () => ({}),
});

export function testConnector(parts: Partial<ConnectorSpecification<object>>): Connector {
  return toyKit.connector({
    async *externalSyncUnits() {},
    metadata: { recordTypes: [] },
    streams: [],
    initialDomainMapping: { additional_mappings: {} },
    ...parts,
  });
}

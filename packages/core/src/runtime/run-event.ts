import type { RuntimeConfiguration } from '../configuration.js';
import type { Connector } from '../connector/kit.js';
import { type ErrorReport, PlatformError, toErrorReport } from '../errors.js';
import type { LogSink } from '../log/logger.js';
import { createRedactor, redactAll } from '../log/redact.js';
import { type AirdropEvent, parseEvent } from '../protocol/event.js';
import { phaseOf } from '../protocol/event-names.js';
import type { PhaseReply } from '../protocol/reply.js';
import type { Deadline } from './deadline.js';
import { createInvocation, eventRedactor, type OutsideWorld } from './invocation.js';
import { runPhase } from './run-phase.js';

/** Who started an event and sends its one reply. */
export interface EventStarter {
  log: LogSink;
  /** Progress was made durable. */
  checkpoint: () => void;
  /** Sends the reply; resolves once the platform has accepted it. */
  reply: (reply: PhaseReply) => Promise<void>;
  failed: (error: ErrorReport) => void;
}

/** Runs one event up to its reply and, once that was accepted, tidies up the saved state. Never rejects. */
export async function runEvent(
  connector: Connector,
  rawEvent: unknown,
  configuration: RuntimeConfiguration,
  deadline: Deadline,
  starter: EventStarter,
  world?: OutsideWorld,
): Promise<void> {
  let redactor = createRedactor();
  try {
    const event = parseEvent(rawEvent);
    redactor = eventRedactor(connector, event);
    const invocation = createInvocation(connector, event, deadline, redactor, configuration, starter, world);
    const { reply, onAccepted } = await runPhase(phase(event), invocation);
    // Texts of external systems end up in messages; whatever they echo must not leave.
    await starter.reply(redactAll(reply, redactor));
    await onAccepted();
  } catch (error) {
    starter.failed(redactAll(toErrorReport(error), redactor));
  }
}

function phase(event: AirdropEvent) {
  if (event.type === undefined)
    throw new PlatformError(`Event type "${event.sentType}" is not known to this version.`);
  return phaseOf(event.type);
}

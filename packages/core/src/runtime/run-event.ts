import type { RuntimeConfiguration } from '../configuration.js';
import { type ErrorReport, PlatformError, toErrorReport } from '../errors.js';
import { scaledBackoff } from '../http/backoff.js';
import type { LogSink } from '../log/logger.js';
import { createRedactor, redactAll } from '../log/redact.js';
import { createNativePlatform } from '../platform/native-platform.js';
import type { PlatformPort } from '../platform/platform-port.js';
import { platformBackoff } from '../platform/platform-request.js';
import { type AirdropEvent, parseEvent } from '../protocol/event.js';
import { type Phase, phaseOf } from '../protocol/event-names.js';
import type { PhaseReply } from '../protocol/reply.js';
import { during, systemClock } from '../time/clock.js';
import { type ConnectorSource, loadConnector } from './connector-source.js';
import type { Deadline } from './deadline.js';
import { addConnectionSecrets, eventRedactor } from './event-log.js';
import type { OutsideWorld } from './invocation.js';

/** Who started an event and sends its one reply. */
export interface EventStarter {
  log: LogSink;
  /** Progress was made durable. */
  checkpoint: () => void;
  /** Sends the reply; resolves once the platform has accepted it. */
  reply: (reply: PhaseReply) => Promise<void>;
  failed: (error: ErrorReport) => void;
  /** Which code runs, for the log. */
  release?: string | undefined;
}

/**
 * Runs one event up to its reply and, once that was accepted, tidies up the saved state. The platform is asked for the
 * state before the connector and the phases are loaded, so that the answer is there when they are. Never rejects.
 */
export async function runEvent(
  source: ConnectorSource,
  rawEvent: unknown,
  configuration: RuntimeConfiguration,
  deadline: Deadline,
  starter: EventStarter,
  { createPlatform = createNativePlatform, ...world }: OutsideWorld = {},
): Promise<void> {
  let redactor = createRedactor();
  try {
    const event = parseEvent(rawEvent);
    const phase = phaseIn(event);
    redactor = eventRedactor(event);
    const direct = await createPlatform(event, {
      redact: redactor.redact,
      backoff: scaledBackoff(platformBackoff, configuration.retryDelayFactor),
      ...world,
    });
    const platform = needsState(phase) ? readingStateAhead(direct) : direct;
    const { connector, createInvocation, runPhase } = await during(world.clock ?? systemClock, load(source));
    addConnectionSecrets(redactor, event, connector);
    const invocation = createInvocation(
      connector,
      event,
      platform,
      deadline,
      redactor,
      configuration,
      starter,
      world,
    );
    const { reply, onAccepted } = await runPhase(phase, invocation);
    // Texts of external systems end up in messages; whatever they echo must not leave.
    await starter.reply(redactAll(reply, redactor));
    await onAccepted();
  } catch (error) {
    starter.failed(redactAll(toErrorReport(error), redactor));
  }
}

/** Loading blocks the event loop: one turn opens the connection before that, another one sends the request. */
const turnsToSend = 2;

async function load(source: ConnectorSource) {
  for (let turn = 0; turn < turnsToSend; turn += 1)
    await new Promise<void>((resolve) => setImmediate(resolve));
  const connector = await loadConnector(source);
  const { createInvocation } = await import('./invocation.js');
  const { runPhase } = await import('./run-phase.js');
  return { connector, createInvocation, runPhase };
}

function phaseIn(event: AirdropEvent): Phase {
  if (event.type === undefined)
    throw new PlatformError(`Event type "${event.sentType}" is not known to this version.`);
  return phaseOf(event.type);
}

function needsState(phase: Phase): boolean {
  return phase === 'metadata' || phase === 'data' || phase === 'attachments';
}

/** The same platform with the first reading of the state under way already. */
function readingStateAhead(platform: PlatformPort): PlatformPort {
  let ahead: ReturnType<PlatformPort['readState']> | undefined = platform.readState();
  // Its failure is seen by whoever asks for the state.
  ahead.catch(() => {});
  return {
    ...platform,
    readState() {
      const reading = ahead ?? platform.readState();
      ahead = undefined;
      return reading;
    },
  };
}

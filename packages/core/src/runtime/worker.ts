import type { MessagePort } from 'node:worker_threads';
import { PlatformError, toErrorReport } from '../errors.js';
import { scaledBackoff } from '../http/backoff.js';
import { createRedactor, redactAll } from '../log/redact.js';
import { createNativePlatform } from '../platform/native-platform.js';
import type { PlatformPort } from '../platform/platform-port.js';
import { platformBackoff } from '../platform/platform-request.js';
import { type AirdropEvent, parseEvent } from '../protocol/event.js';
import { type Phase, phaseOf } from '../protocol/event-names.js';
import { type ConnectorSource, loadConnector } from './connector-source.js';
import { createDeadline } from './deadline.js';
import { addConnectionSecrets, eventRedactor } from './event-log.js';
import type { FromWorker, ToWorker, WorkerInput } from './thread-messages.js';

/**
 * Runs one event inside the worker thread and hands the reply to the supervising thread, which sends it. The platform
 * is asked for the state before the connector and the phases are loaded, so that the answer is there when they are.
 */
export async function runWorker(
  source: ConnectorSource,
  input: WorkerInput,
  port: MessagePort,
): Promise<void> {
  const post = (message: FromWorker) => port.postMessage(message);
  const deadline = createDeadline(input.configuration.softDeadlineMs);
  const accepted = new Promise<void>((resolve) => {
    port.on('message', (message: ToWorker) => {
      if (message.kind === 'soft_deadline') deadline.reachSoft();
      else if (message.kind === 'abort') deadline.abort();
      else resolve();
    });
  });
  let redactor = createRedactor();
  try {
    const event = parseEvent(input.event);
    const phase = phaseIn(event);
    redactor = eventRedactor(event);
    const native = createNativePlatform(event, {
      redact: redactor.redact,
      backoff: scaledBackoff(platformBackoff, input.configuration.retryDelayFactor),
    });
    const platform = needsState(phase) ? readingStateAhead(native) : native;
    await nextTurns(turnsToSend);
    const connector = await loadConnector(source);
    addConnectionSecrets(redactor, event, connector);
    const { createInvocation } = await import('./invocation.js');
    const { runPhase } = await import('./run-phase.js');
    const invocation = createInvocation(connector, event, platform, deadline, redactor, input.configuration, {
      log: (level, line) => post({ kind: 'log', level, line }),
      checkpoint: () => post({ kind: 'checkpoint' }),
    });
    const { reply, onAccepted } = await runPhase(phase, invocation);
    // Texts of external systems end up in messages; whatever they echo must not leave.
    post({ kind: 'reply', reply: redactAll(reply, redactor) });
    await accepted;
    await onAccepted();
  } catch (error) {
    post({ kind: 'failed', error: redactAll(toErrorReport(error), redactor) });
  }
}

/** Loading blocks the event loop: one turn opens the connection before that, another one sends the request. */
const turnsToSend = 2;

async function nextTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
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

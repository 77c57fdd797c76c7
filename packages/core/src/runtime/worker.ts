import type { MessagePort } from 'node:worker_threads';
import type { Connector } from '../connector/kit.js';
import { PlatformError, toErrorReport } from '../errors.js';
import { createRedactor, redactAll } from '../log/redact.js';
import { type AirdropEvent, parseEvent } from '../protocol/event.js';
import { phaseOf } from '../protocol/event-names.js';
import { createDeadline } from './deadline.js';
import { createInvocation, eventRedactor } from './invocation.js';
import { runPhase } from './run-phase.js';
import type { FromWorker, ToWorker, WorkerInput } from './thread-messages.js';

/** Runs one event inside the worker thread and hands the reply to the supervising thread, which sends it. */
export async function runWorker(connector: Connector, input: WorkerInput, port: MessagePort): Promise<void> {
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
    redactor = eventRedactor(connector, event);
    const invocation = createInvocation(connector, event, deadline, redactor, input.configuration, {
      log: (level, line) => post({ kind: 'log', level, line }),
      checkpoint: () => post({ kind: 'checkpoint' }),
    });
    const { reply, onAccepted } = await runPhase(phase(event), invocation);
    // Texts of external systems end up in messages; whatever they echo must not leave.
    post({ kind: 'reply', reply: redactAll(reply, redactor) });
    await accepted;
    await onAccepted();
  } catch (error) {
    post({ kind: 'failed', error: redactAll(toErrorReport(error), redactor) });
  }
}

function phase(event: AirdropEvent) {
  if (event.type === undefined)
    throw new PlatformError(`Event type "${event.sentType}" is not known to this version.`);
  return phaseOf(event.type);
}

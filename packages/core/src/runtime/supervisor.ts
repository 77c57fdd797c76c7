import { isJsonObject } from '../json-value.js';
import { canonicalEventType, type Phase, phaseOf } from '../protocol/event-names.js';
import { type SupervisorOptions, startWorker } from './supervised-worker.js';

/**
 * Handles one event: runs it in a worker thread, watches the clock, and sends exactly one reply whatever becomes of
 * the worker. Only an event without a readable reply address ends without one, and in the log.
 *
 * The worker is started before anything else is loaded in this thread; what it takes to reply is loaded afterwards.
 */
export async function supervise(rawEvent: unknown, options: SupervisorOptions): Promise<void> {
  const phase = phaseIn(rawEvent);
  const worker = phase && startWorker(rawEvent, options);
  const ending = await worker?.ending;
  const { replyTo } = await import('./reply-sender.js');
  const sent = await replyTo(rawEvent, phase, ending, options);
  if (sent.isAccepted) await worker?.tidyUp();
  else await worker?.stop();
  for (const failure of worker?.lateFailures() ?? []) sent.noteLateFailure(failure);
}

/** As far as the name of the event tells; whether the rest of it can be read is seen by whoever reads it. */
function phaseIn(rawEvent: unknown): Phase | undefined {
  const payload = isJsonObject(rawEvent) ? rawEvent.payload : undefined;
  const name = isJsonObject(payload) ? payload.event_type : undefined;
  const type = typeof name === 'string' ? canonicalEventType(name) : undefined;
  return type && phaseOf(type);
}

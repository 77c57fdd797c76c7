import { type ErrorReport, toErrorReport } from '../errors.js';
import { scaledBackoff } from '../http/backoff.js';
import { createLogger, type Logger } from '../log/logger.js';
import { createRedactor, redactAll } from '../log/redact.js';
import { createNativePlatform } from '../platform/native-platform.js';
import type { PlatformFactory, PlatformPort } from '../platform/platform-port.js';
import { type PlatformRequestOptions, platformBackoff } from '../platform/platform-request.js';
import { type AirdropEvent, answerableEvent, parseEvent } from '../protocol/event.js';
import { isResumable, type Phase, replyEventType, unknownEventReply } from '../protocol/event-names.js';
import type { PhaseReply } from '../protocol/reply.js';
import { loadConnector } from './connector-source.js';
import { errorText } from './error-text.js';
import { addConnectionSecrets, eventLogger, eventRedactor } from './event-log.js';
import { releaseOf } from './release.js';
import type { SupervisorOptions, WorkerEnding } from './supervised-worker.js';

export interface SentReply {
  isAccepted: boolean;
  /** Logs what went wrong in the worker after its own reply. */
  noteLateFailure(failure: ErrorReport): void;
}

/**
 * Sends the one reply to an event.
 * @param phase undefined for an event that nobody knows
 * @param ending what became of the worker; undefined when there was none
 */
export async function replyTo(
  rawEvent: unknown,
  phase: Phase | undefined,
  ending: WorkerEnding | undefined,
  { connector, configuration, sink, entry, createPlatform = createNativePlatform }: SupervisorOptions,
): Promise<SentReply> {
  const { event, problem } = readEvent(rawEvent);
  if (problem) createLogger(sink, createRedactor()).error(problem.message, { code: problem.code });
  if (!event) return { isAccepted: false, noteLateFailure: () => {} };
  const redactor = eventRedactor(event);
  addConnectionSecrets(redactor, event, await loadConnector(connector).catch(() => undefined));
  const log = eventLogger(event, redactor, sink, releaseOf(entry));
  const platformOptions = {
    redact: redactor.redact,
    backoff: scaledBackoff(platformBackoff, configuration.retryDelayFactor),
  };
  if (!phase) log.warn('unknown event type', { sent: event.sentType });
  const reply =
    problem || !phase || !ending
      ? replyWithoutWorker(phase, problem)
      : replyOf(ending, phase, configuration.hardDeadlineMs, log);
  const noteLateFailure = (failure: ErrorReport) =>
    logFailure(log, 'tidying up after the reply failed', failure);
  try {
    const platform = await openPort(createPlatform, event, platformOptions, log);
    // A crash is reported in words that nobody has looked through yet.
    await platform.reply(redactAll(reply, redactor));
    return { isAccepted: true, noteLateFailure };
  } catch (error) {
    const report = toErrorReport(error);
    log.error(report.message, { code: report.code, detail: report.detail, reply: reply.eventType });
    return { isAccepted: false, noteLateFailure };
  }
}

/** A port that cannot be made is why the worker has failed, too; the platform must hear of it nevertheless. */
async function openPort(
  createPlatform: PlatformFactory,
  event: AirdropEvent,
  options: PlatformRequestOptions,
  log: Logger,
): Promise<PlatformPort> {
  try {
    return await createPlatform(event, options);
  } catch (error) {
    logFailure(log, 'the reply is sent natively', toErrorReport(error));
    return createNativePlatform(event, options);
  }
}

function readEvent(rawEvent: unknown): { event: AirdropEvent | undefined; problem: ErrorReport | undefined } {
  try {
    return { event: parseEvent(rawEvent), problem: undefined };
  } catch (error) {
    return { event: answerableEvent(rawEvent), problem: toErrorReport(error) };
  }
}

function replyWithoutWorker(phase: Phase | undefined, problem: ErrorReport | undefined): PhaseReply {
  const eventType = phase ? eventTypeFor(phase, 'error') : unknownEventReply;
  return { eventType, ...(problem && { errorMessage: errorText(problem) }) };
}

/** Replies made here carry the reason, never artifacts: those are in the saved outbox. */
function replyOf(ending: WorkerEnding, phase: Phase, hardDeadlineMs: number, log: Logger): PhaseReply {
  if (ending.kind === 'reply') return ending.reply;
  if (ending.kind === 'stuck') return afterHardDeadline(phase, ending.hasCheckpoint, hardDeadlineMs, log);
  logFailure(log, 'worker failed', ending.error);
  return { eventType: eventTypeFor(phase, 'error'), errorMessage: errorText(ending.error) };
}

/** A worker that is stuck after making progress durable loses nothing by being stopped: the next one goes on. */
function afterHardDeadline(
  phase: Phase,
  hasCheckpoint: boolean,
  hardDeadlineMs: number,
  log: Logger,
): PhaseReply {
  log.error('worker was stuck at the hard deadline and is ended', { phase, has_checkpoint: hasCheckpoint });
  if (hasCheckpoint && isResumable(phase))
    return { eventType: eventTypeFor(phase, 'progress'), artifacts: [] };
  return {
    eventType: eventTypeFor(phase, 'error'),
    errorMessage: errorText({
      code: 'worker_stuck',
      audience: 'defect',
      message: `The connector did not stop within ${Math.round(hardDeadlineMs / 1000)} seconds and was ended. Start the sync again; it resumes from the last saved progress.`,
    }),
  };
}

function eventTypeFor(phase: Phase, outcome: 'error' | 'progress'): string {
  return replyEventType(phase, outcome) ?? unknownEventReply;
}

function logFailure(log: Logger, what: string, { message, code, audience, detail }: ErrorReport): void {
  log.error(what, { reason: message, code, audience, detail });
}

import { Worker } from 'node:worker_threads';
import type { RuntimeConfiguration } from '../configuration.js';
import type { Connector } from '../connector/kit.js';
import { type ErrorReport, toErrorReport } from '../errors.js';
import { scaledBackoff } from '../http/backoff.js';
import { createLogger, type Logger, type LogSink } from '../log/logger.js';
import { createRedactor, redactAll } from '../log/redact.js';
import { createNativePlatform } from '../platform/native-platform.js';
import { platformBackoff } from '../platform/platform-request.js';
import { type AirdropEvent, answerableEvent, parseEvent } from '../protocol/event.js';
import {
  isResumable,
  type Phase,
  phaseOf,
  replyEventType,
  unknownEventReply,
} from '../protocol/event-names.js';
import type { PhaseReply } from '../protocol/reply.js';
import { errorText } from './error-text.js';
import { eventLogger, eventRedactor } from './invocation.js';
import { type FromWorker, type ToWorker, type WorkerInput, workerMarker } from './thread-messages.js';

/** After a reply was accepted the worker only tidies up its saved state; it must not keep the function waiting. */
const tidyUpMs = 5_000;

/** Records live shortly; the default of 48 MB takes that much memory to collect them a little less often. */
const workerYoungMb = 12;

export interface SupervisorOptions {
  connector: Connector;
  /** The deployed file, started again as the worker. */
  entry: URL;
  configuration: RuntimeConfiguration;
  sink: LogSink;
}

/**
 * Handles one event: runs it in a worker thread, watches the clock, and sends exactly one reply whatever becomes of
 * the worker. Only an event without a readable reply address ends without one, and in the log.
 */
export async function supervise(rawEvent: unknown, options: SupervisorOptions): Promise<void> {
  const { connector, sink } = options;
  const { event, problem: unreadable } = readEvent(rawEvent);
  let problem = unreadable;
  if (problem) createLogger(sink, createRedactor()).error(problem.message, { code: problem.code });
  if (!event) return;
  const redactor = eventRedactor(connector, event);
  const log = eventLogger(event, redactor, sink);
  const platform = createNativePlatform(event, {
    redact: redactor.redact,
    backoff: scaledBackoff(platformBackoff, options.configuration.retryDelayFactor),
  });
  const phase = event.type && phaseOf(event.type);
  if (!phase) log.warn('unknown event type', { sent: event.sentType });
  let worker: SupervisedWorker | undefined;
  try {
    if (phase && !problem) worker = startWorker(phase, rawEvent, options, log);
  } catch (error) {
    problem = toErrorReport(error);
    log.error('worker could not be started', { reason: problem.message, detail: problem.detail });
  }
  const reply = worker ? await worker.reply : replyWithoutWorker(phase, problem);
  try {
    // A crash is reported in words that nobody has looked through yet.
    await platform.reply(redactAll(reply, redactor));
  } catch (error) {
    const report = toErrorReport(error);
    log.error(report.message, { code: report.code, detail: report.detail, reply: reply.eventType });
    await worker?.stop();
    return;
  }
  await worker?.tidyUp();
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

interface SupervisedWorker {
  /** Settles once, with the worker's own reply or the one made for it. */
  reply: Promise<PhaseReply>;
  tidyUp(): Promise<void>;
  stop(): Promise<void>;
}

function startWorker(
  phase: Phase,
  rawEvent: unknown,
  options: SupervisorOptions,
  log: Logger,
): SupervisedWorker {
  const { entry, configuration, sink } = options;
  const { softDeadlineMs, abortDeadlineMs, hardDeadlineMs, workerHeapMb } = configuration;
  const input: WorkerInput = { marker: workerMarker, event: rawEvent, configuration };
  const worker = new Worker(entry, {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: workerHeapMb, maxYoungGenerationSizeMb: workerYoungMb },
  });
  const post = (message: ToWorker) => worker.postMessage(message);
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let hasCheckpoint = false;

  const reply = new Promise<PhaseReply>((resolve) => {
    let isSettled = false;
    const timers = [
      setTimeout(() => post({ kind: 'soft_deadline' }), softDeadlineMs),
      setTimeout(() => post({ kind: 'abort' }), abortDeadlineMs),
      // Ended before the reply: a stuck worker that wakes up must not write beside the next invocation.
      setTimeout(
        () =>
          settle(worker.terminate().then(() => afterHardDeadline(phase, hasCheckpoint, hardDeadlineMs, log))),
        hardDeadlineMs,
      ),
    ];
    const settle = (phaseReply: PhaseReply | Promise<PhaseReply>) => {
      isSettled = true;
      for (const timer of timers) clearTimeout(timer);
      resolve(phaseReply);
    };
    const fail = (report: ErrorReport) => {
      const { message, code, audience, detail } = report;
      log.error(isSettled ? 'tidying up after the reply failed' : 'worker failed', {
        reason: message,
        code,
        audience,
        detail,
      });
      // Replies made here carry the reason, never artifacts: those are in the saved outbox.
      if (!isSettled) settle({ eventType: eventTypeFor(phase, 'error'), errorMessage: errorText(report) });
    };
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'log') sink(message.level, message.line);
      else if (message.kind === 'checkpoint') hasCheckpoint = true;
      else if (message.kind === 'reply') settle(message.reply);
      else fail(message.error);
    });
    worker.on('error', (error) => fail(crashReport(error, workerHeapMb)));
    worker.once('exit', (code) => {
      if (!isSettled) fail(exitReport(code));
    });
  });

  const stop = async () => {
    await worker.terminate();
  };
  return {
    reply,
    stop,
    async tidyUp() {
      post({ kind: 'reply_accepted' });
      const timer = setTimeout(() => void worker.terminate(), tidyUpMs);
      await exited;
      clearTimeout(timer);
    },
  };
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

function crashReport(error: Error, heapMb: number): ErrorReport {
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {
      code: 'out_of_memory',
      audience: 'defect',
      message: `The connector ran out of memory (${heapMb} MB). Start the sync again; it resumes from the last saved progress. Report this with the log of the run.`,
    };
  }
  return toErrorReport(error);
}

function exitReport(code: number): ErrorReport {
  return {
    code: 'worker_exited',
    audience: 'defect',
    message: `The connector's worker ended unexpectedly (exit code ${code}). Start the sync again; it resumes from the last saved progress.`,
  };
}

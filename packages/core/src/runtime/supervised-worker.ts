import { Worker } from 'node:worker_threads';
import type { RuntimeConfiguration } from '../configuration.js';
import { type ErrorReport, toErrorReport } from '../errors.js';
import type { LogSink } from '../log/logger.js';
import type { PlatformFactory } from '../platform/platform-port.js';
import type { PhaseReply } from '../protocol/reply.js';
import type { ConnectorSource } from './connector-source.js';
import { type FromWorker, type ToWorker, type WorkerInput, workerMarker } from './thread-messages.js';

/** After a reply was accepted the worker only tidies up its saved state; it must not keep the function waiting. */
const tidyUpMs = 5_000;

/** Records live shortly; the default of 48 MB takes that much memory to collect them a little less often. */
const workerYoungMb = 12;

/** What became of the work on one event. */
export type WorkerEnding =
  | { kind: 'reply'; reply: PhaseReply }
  | { kind: 'failed'; error: ErrorReport }
  /** It did not end by the hard deadline and was stopped. */
  | { kind: 'stuck'; hasCheckpoint: boolean };

export interface SupervisedWorker {
  /** Settles once, whatever becomes of the worker. */
  ending: Promise<WorkerEnding>;
  /** What went wrong after that. */
  lateFailures(): readonly ErrorReport[];
  /** Tells that the reply was accepted and waits until the worker has taken note of it. */
  tidyUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** The deployed file, started again as the worker. */
  entry: URL;
  configuration: RuntimeConfiguration;
  /** Takes the lines of the worker's log, which are redacted already. */
  sink: LogSink;
}

/** What the supervising thread needs besides, to reply. */
export interface SupervisorOptions extends WorkerOptions {
  connector: ConnectorSource;
  /** The native one when not given. */
  createPlatform?: PlatformFactory;
}

/** Starts a thread for the event and watches the clock. A worker that cannot be started has failed like any other. */
export function startWorker(rawEvent: unknown, options: WorkerOptions): SupervisedWorker {
  const { entry, configuration } = options;
  const input: WorkerInput = { marker: workerMarker, event: rawEvent, configuration, entry: entry.href };
  try {
    const worker = new Worker(entry, {
      workerData: input,
      resourceLimits: {
        maxOldGenerationSizeMb: configuration.workerHeapMb,
        maxYoungGenerationSizeMb: workerYoungMb,
      },
    });
    return watch(worker, options);
  } catch (error) {
    return {
      ending: Promise.resolve({ kind: 'failed', error: toErrorReport(error) }),
      lateFailures: () => [],
      tidyUp: async () => {},
      stop: async () => {},
    };
  }
}

function watch(worker: Worker, { configuration, sink }: WorkerOptions): SupervisedWorker {
  const { softDeadlineMs, abortDeadlineMs, hardDeadlineMs, workerHeapMb } = configuration;
  const post = (message: ToWorker) => worker.postMessage(message);
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const lateFailures: ErrorReport[] = [];

  const ending = new Promise<WorkerEnding>((resolve) => {
    let isSettled = false;
    let hasCheckpoint = false;
    const settle = (end: WorkerEnding | Promise<WorkerEnding>) => {
      isSettled = true;
      for (const timer of timers) clearTimeout(timer);
      resolve(end);
    };
    const fail = (error: ErrorReport) => {
      if (isSettled) lateFailures.push(error);
      else settle({ kind: 'failed', error });
    };
    const timers = [
      setTimeout(() => post({ kind: 'soft_deadline' }), softDeadlineMs),
      setTimeout(() => post({ kind: 'abort' }), abortDeadlineMs),
      // Ended before the reply: a stuck worker that wakes up must not write beside the next invocation.
      setTimeout(
        () => settle(worker.terminate().then(() => ({ kind: 'stuck', hasCheckpoint }))),
        hardDeadlineMs,
      ),
    ];
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'log') sink(message.level, message.line);
      else if (message.kind === 'checkpoint') hasCheckpoint = true;
      else if (message.kind === 'failed') fail(message.error);
      else if (!isSettled) settle(message);
    });
    worker.on('error', (error) => fail(crashReport(error, workerHeapMb)));
    worker.once('exit', (code) => {
      if (!isSettled) fail(exitReport(code));
    });
  });

  return {
    ending,
    lateFailures: () => lateFailures,
    stop: async () => {
      await worker.terminate();
    },
    async tidyUp() {
      post({ kind: 'reply_accepted' });
      const timer = setTimeout(() => void worker.terminate(), tidyUpMs);
      await exited;
      clearTimeout(timer);
    },
  };
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

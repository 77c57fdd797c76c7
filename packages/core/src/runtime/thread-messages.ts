import type { RuntimeConfiguration } from '../configuration.js';
import type { ErrorReport } from '../errors.js';
import type { LogLevel } from '../log/logger.js';
import type { PhaseReply } from '../protocol/reply.js';

/** Marks a worker thread as ours: test runners start worker threads too. */
export const workerMarker = '@airdrop-connectors/core/worker';

/** What the supervising thread gives a worker at its start. */
export interface WorkerInput {
  marker: typeof workerMarker;
  /** The event as it came in. */
  event: unknown;
  configuration: RuntimeConfiguration;
  /** Address of the deployed file. */
  entry: string;
}

export type FromWorker =
  | { kind: 'log'; level: LogLevel; line: string }
  /** Progress was made durable: stopping here loses nothing and the next invocation gets further. */
  | { kind: 'checkpoint' }
  /** The phase ended; the supervising thread sends the reply, so that there is only ever one. */
  | { kind: 'reply'; reply: PhaseReply }
  | { kind: 'failed'; error: ErrorReport };

export type ToWorker =
  | { kind: 'soft_deadline' }
  | { kind: 'abort' }
  /** The platform accepted the reply. */
  | { kind: 'reply_accepted' };

import type { MessagePort } from 'node:worker_threads';
import type { PlatformFactory } from '../platform/platform-port.js';
import type { ConnectorSource } from './connector-source.js';
import { createDeadline } from './deadline.js';
import { releaseOf } from './release.js';
import { type EventStarter, runEvent } from './run-event.js';
import type { FromWorker, ToWorker, WorkerInput } from './thread-messages.js';

/** Runs one event inside the worker thread and hands the reply to the supervising thread, which sends it. */
export async function runWorker(
  connector: ConnectorSource,
  input: WorkerInput,
  port: MessagePort,
  createPlatform?: PlatformFactory,
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
  const starter: EventStarter = {
    log: (level, line) => post({ kind: 'log', level, line }),
    checkpoint: () => post({ kind: 'checkpoint' }),
    reply(reply) {
      post({ kind: 'reply', reply });
      return accepted;
    },
    release: releaseOf(new URL(input.entry)),
    failed: (error) => post({ kind: 'failed', error }),
  };
  const world = createPlatform ? { createPlatform } : {};
  await runEvent(connector, input.event, input.configuration, deadline, starter, world);
}

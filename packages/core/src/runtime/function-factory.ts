import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { readConfiguration } from '../configuration.js';
import type { LogLevel } from '../log/logger.js';
import type { PlatformFactory } from '../platform/platform-port.js';
import type { ConnectorSource } from './connector-source.js';
import { supervise } from './supervisor.js';
import { type WorkerInput, workerMarker } from './thread-messages.js';

/** What the platform calls: one function per entry of the manifest's `functions`, each given a list of events. */
export interface FunctionFactory {
  extraction: (events: readonly unknown[]) => Promise<void>;
  /** Of a connector that also writes into the external system. */
  loading?: (events: readonly unknown[]) => Promise<void>;
}

/**
 * The deployed file's export. The same file is started again as the worker thread, which then runs the event
 * instead of offering functions.
 *
 * @param connector best as `() => import('./connector.js')`: a sync starts sooner when it is loaded where and when it is
 *   needed
 * @param entryUrl `import.meta.url` of the deployed file's entry
 * @param directions `both` for a connector with loaders: what is exported is what the manifest offers
 * @param createPlatform how the platform is spoken to; natively when not given
 */
export function createFunctionFactory(
  connector: ConnectorSource,
  entryUrl: string,
  directions: 'into DevRev' | 'both' = 'into DevRev',
  createPlatform?: PlatformFactory,
): FunctionFactory {
  if (!isMainThread && parentPort && isWorkerInput(workerData)) {
    const port = parentPort;
    const input = workerData;
    void import('./worker.js')
      .then(({ runWorker }) => runWorker(connector, input, port, createPlatform))
      .finally(() => port.close());
  }
  const options = {
    connector,
    entry: new URL(entryUrl),
    sink: writeLine,
    ...(createPlatform && { createPlatform }),
  };
  const handle = async (events: readonly unknown[]) => {
    for (const event of events) await supervise(event, { ...options, configuration: readConfiguration() });
  };
  return directions === 'both' ? { extraction: handle, loading: handle } : { extraction: handle };
}

function isWorkerInput(value: unknown): value is WorkerInput {
  return typeof value === 'object' && value !== null && 'marker' in value && value.marker === workerMarker;
}

/** The platform collects standard output and error, one JSON object per line. */
function writeLine(level: LogLevel, line: string): void {
  const stream = level === 'info' ? process.stdout : process.stderr;
  stream.write(`${line}\n`);
}

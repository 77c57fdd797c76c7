import { createRequire } from 'node:module';
import { peakRssBytes } from './peak-memory.js';
import { endOfEvent, type HostMessage, type HostRequest } from './snap-in-host-messages.js';

/**
 * Entry of the process that events are handled in, one after the other. Like the serverless runtime it stands in for,
 * it waits for the next one with whatever the last one left behind; the parent ends it.
 */
process.on('message', (request: HostRequest) => {
  const reporting = setInterval(reportMemory, 1000);
  handle(request)
    .then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    )
    .then((error) => {
      clearInterval(reporting);
      end(error);
    });
});

// The command is gone: there is nobody to work for.
process.on('disconnect', () => process.exit(1));

async function handle({ bundlePath, functionName, event }: HostRequest): Promise<void> {
  const bundle: unknown = createRequire(import.meta.url)(bundlePath);
  const table = isRecord(bundle) ? bundle.functionFactory : undefined;
  const handler = isRecord(table) ? table[functionName] : undefined;
  if (typeof handler !== 'function') {
    throw new Error(`${bundlePath} exports no functionFactory.${functionName}.`);
  }
  await handler([event]);
}

function reportMemory(): void {
  send({ peakRssBytes: peakRssBytes() });
}

function end(error: string | undefined): void {
  reportMemory();
  process.stdout.write(`${endOfEvent}\n`);
  process.stderr.write(`${endOfEvent}\n`);
  send(error === undefined ? { settled: true } : { settled: true, error });
}

function send(message: HostMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

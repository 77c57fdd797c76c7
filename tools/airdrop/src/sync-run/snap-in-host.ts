import { createRequire } from 'node:module';

/** What the parent sends once, and what comes back. */
export interface HostRequest {
  bundlePath: string;
  functionName: string;
  event: unknown;
}

export type HostMessage = { peakRssBytes: number } | { settled: true; error?: string };

/**
 * Entry of the process one event is handled in. Like the serverless runtime it stands in for, it ends when
 * the function's promise settles, whatever the function left running.
 */
process.once('message', (request: HostRequest) => {
  setInterval(reportMemory, 1000).unref();
  handle(request).then(
    () => end(),
    (error: unknown) => end(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
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
  send({ peakRssBytes: process.resourceUsage().maxRSS * 1024 });
}

function end(error?: string): void {
  reportMemory();
  const message: HostMessage = error === undefined ? { settled: true } : { settled: true, error };
  process.send?.(message, undefined, undefined, () => process.exit(error === undefined ? 0 : 1));
}

function send(message: HostMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

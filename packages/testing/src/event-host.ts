import { createRequire } from 'node:module';

/** What the parent sends once. */
export interface HostRequest {
  bundlePath: string;
  event: unknown;
}

/** Entry of a process that handles one event, whose output the parent reads untouched. */
process.once('message', ({ bundlePath, event }: HostRequest) => {
  const { functionFactory } = createRequire(import.meta.url)(bundlePath);
  functionFactory.extraction([event]).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`, () =>
        process.exit(1),
      );
    },
  );
});
process.on('disconnect', () => process.exit(1));

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { startFunctionServer } from '../function-server/function-server.js';
import { rebuildOnChange } from '../function-server/rebuilding.js';
import { bundleOf } from '../sync-run/connectors.js';
import { readableLogLine } from '../terminal/log-lines.js';
import { positiveNumber, wholeNumber } from './argument-values.js';
import { interrupted, interruptionSignal } from './interruption.js';

const workspace = fileURLToPath(new URL('../../../../', import.meta.url));

interface ServeCommandOptions {
  port: number;
  bundle?: string;
  invocationSeconds?: number;
  watch: boolean;
  json?: true;
}

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .summary('serve the functions of a connector, for a real DevRev organisation to call')
    .description(
      'Handles events that DevRev sends to the testing URL of a snap-in version, until Ctrl-C: behind a tunnel, a connector runs on this machine within a real organisation. It is built again when its sources change, and each event is handled by a process of its own.',
    )
    .argument('<connector>', 'name of a connector, such as jira')
    .option('--port <number>', 'port on 127.0.0.1, 0 for a free one', wholeNumber(0, 65_535), 8000)
    .option('--bundle <file>', 'snap-in file to serve instead of the built connector')
    .option('--invocation-seconds <number>', 'soft deadline of each invocation', positiveNumber)
    .option('--no-watch', 'do not build again when sources change')
    .option('--json', 'print the log as the snap-in writes it, one JSON object per line')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop serve jira
  $ airdrop serve jira --port 8000 --no-watch
  $ devrev snap_in_version create-one --manifest connectors/jira/package/manifest.yaml --package <id> --testing-url https://<tunnel>
  $ airdrop platform --port 8003 --connection jira.json        # or without DevRev, by hand:
  $ curl http://127.0.0.1:8003/event | curl -d @- -H 'content-type: application/json' http://127.0.0.1:8000/handle/sync`,
    )
    .action(serve);
}

async function serve(connector: string, options: ServeCommandOptions): Promise<void> {
  const bundlePath = bundleOf(connector, options.bundle);
  const isWatched =
    options.watch && options.bundle === undefined && existsSync(path.join(workspace, 'turbo.json'));
  const rebuilding = isWatched
    ? rebuildOnChange({
        workspace,
        connector,
        onBuild: (file) => note(`${file} has changed, building …`),
        onBuilt: (seconds, problem) =>
          note(
            problem === undefined
              ? `built in ${seconds.toFixed(1)} s`
              : `${problem}\nThe build failed; events are handled by the last one that did not.`,
          ),
      })
    : undefined;
  const server = await startFunctionServer({
    port: options.port,
    bundlePath,
    ...(rebuilding && { ready: rebuilding.ready }),
    ...(options.invocationSeconds !== undefined && {
      environment: { AIRDROP_SOFT_DEADLINE_SECONDS: String(options.invocationSeconds) },
    }),
    onEvent: (eventType) => note(`${time()} ${eventType}`),
    onLine: (line) =>
      process.stdout.write(`${options.json === true ? line : `${time()}   ${readableLogLine(line)}`}\n`),
    onEnd: (eventType, seconds, problem) =>
      note(`${time()} ${eventType}: ${problem ?? 'handled'}, ${seconds.toFixed(1)} s`),
  });
  note(`${connector} is served at ${server.url}/handle/sync and /handle/async. Ctrl-C ends it.`);
  await interrupted(interruptionSignal());
  rebuilding?.close();
  await server.close();
}

/** Beside the log, so that the log alone can be sent on. */
function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

function time(): string {
  return new Date().toTimeString().slice(0, 8);
}

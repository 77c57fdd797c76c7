import type { Command } from 'commander';
import { openDatabase } from '../database/database.js';
import { loadAcceptedArtifacts } from '../database/load-artifacts.js';
import type { ExternalSyncUnit } from '../platform/event-factory.js';
import type { AirdropEvent, Invocation } from '../platform/invocation-desk.js';
import { startPlatform } from '../platform/platform.js';
import { type Phase, phaseProtocols } from '../platform/protocol-names.js';
import { connectionOfSnapIn } from '../sync-run/connection-source.js';
import {
  lockDataDirectory,
  readDataDirectory,
  requireSameWorld,
  startOver,
  type World,
} from '../sync-run/data-directory.js';
import { chooseUnit } from '../sync-run/unit-choice.js';
import { defaultDataDirectory, wholeNumber } from './argument-values.js';
import { interrupted, interruptionSignal } from './interruption.js';

interface PlatformCommandOptions {
  port: number;
  dataDir?: string;
  connector: string;
  connection?: string;
  unit?: string;
}

const phases: readonly Phase[] = ['external-sync-units', 'metadata', 'data', 'attachments'];

export function addPlatformCommand(program: Command): void {
  program
    .command('platform')
    .summary('serve the local Airdrop platform for a snap-in run by hand')
    .description(
      'Serves the platform until Ctrl-C. GET /event gives the next event of an initial run, as JSON for the snap-in function; its replies are checked and move the run on.',
    )
    .option('--port <number>', 'port on 127.0.0.1, 0 for a free one', wholeNumber(0, 65_535), 0)
    .option('--connector <name>', 'name the slugs of the snap-in are made of', 'snap-in')
    .option('--connection <file>', 'JSON file with the fields of the connection, or with one text')
    .option('--unit <id>', 'external sync unit (default: the first one)')
    .option(
      '--data-dir <directory>',
      'where everything is kept (default: .airdrop/platform); cleared at start',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop platform --port 8003
  $ airdrop platform --port 8003 --connector jira --connection jira.json --data-dir /tmp/by-hand
  $ curl http://127.0.0.1:8003/event | curl -d @- -H 'content-type: application/json' http://127.0.0.1:8000/handle/sync`,
    )
    .action(serve);
}

async function serve(options: PlatformCommandOptions): Promise<void> {
  const { connector } = options;
  const dataDirectory = options.dataDir ?? defaultDataDirectory('platform');
  const world: World = { source: 'platform' };
  const connection = await connectionOfSnapIn(connector, options.connection);
  const held = await readDataDirectory(dataDirectory);
  if (held !== undefined) requireSameWorld(dataDirectory, held, connector, world);
  const release = await lockDataDirectory(dataDirectory);
  const signal = interruptionSignal();
  try {
    await startOver(dataDirectory, connector, world);
    const database = await openDatabase(dataDirectory, 'read-write');
    const sequence = createEventSequence({
      load: async () => {
        await loadAcceptedArtifacts(database, platform.artifacts);
        return chooseUnit(database, 1, options.unit);
      },
      open: (phase, eventType, unit) =>
        platform.openInvocation({ phase, eventType, ...(unit === undefined ? {} : { unit }) }),
      close: (invocation) => platform.closeInvocation(invocation),
    });
    const platform = await startPlatform({
      dataDirectory,
      connector,
      connection: connection.data,
      secrets: connection.secrets,
      mode: 'INITIAL',
      port: options.port,
      nextEvent: sequence,
      onReply: (invocation, reply) =>
        print(`${invocation.number}. ${reply.eventType}, ${reply.artifacts.length} artifacts`),
      onViolation: (violation) => print(`refused at ${violation.endpoint}: ${violation.message}`),
    });
    print(`The platform listens at ${platform.url}; GET ${platform.url}/event gives the next event.`);
    await interrupted(signal);
    await platform.close();
    await loadAcceptedArtifacts(database, platform.artifacts);
    database.close();
  } finally {
    await release();
  }
}

interface SequenceParts {
  /** Loads what arrived and chooses the unit to sync. */
  load(): Promise<ExternalSyncUnit>;
  open(phase: Phase, eventType: string, unit: ExternalSyncUnit | undefined): Invocation;
  close(invocation: Invocation): void;
}

/**
 * The event to handle now: the same one until its reply came, so that a snap-in that died can be given it
 * again, then the one that follows from the reply.
 */
function createEventSequence({ load, open, close }: SequenceParts): () => Promise<AirdropEvent | undefined> {
  let position = 0;
  let current: Invocation | undefined;
  let unit: ExternalSyncUnit | undefined;
  return async () => {
    const phase = phases[position];
    if (phase === undefined) return undefined;
    if (current === undefined) current = open(phase, phaseProtocols[phase].start, unit);
    const { reply } = current;
    if (reply === undefined) return current.event;
    close(current);
    current = undefined;
    if (reply.kind === 'done') {
      if (phase === 'external-sync-units') unit = await load();
      position += 1;
    }
    const next = phases[position];
    if (next === undefined) return undefined;
    const { start, continue: continuation } = phaseProtocols[next];
    const isContinued = reply.kind === 'progress' || reply.kind === 'delayed';
    current = open(next, isContinued ? (continuation ?? start) : start, unit);
    return current.event;
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

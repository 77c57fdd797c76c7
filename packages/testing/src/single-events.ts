import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  type AcceptedReply,
  type AirdropEvent,
  connectionOf,
  type Invocation,
  type Phase,
  type Platform,
  type PlatformOptions,
  startPlatform,
} from '@airdrop-connectors/airdrop';
import type { World } from './world.js';

/** What became of one event. */
export interface EventOutcome {
  invocation: Invocation;
  /** Undefined when none was sent. */
  reply: AcceptedReply | undefined;
  /** Everything the process printed, not redacted. */
  output: string;
}

/** A platform that sends single events, and does not blank out what it sees. */
export interface EventPost {
  platform: Platform;
  /** Sends an event of a phase in a process of its own and waits until that has ended. */
  send(phase: Phase, eventType: string): Promise<EventOutcome>;
  close(): Promise<void>;
}

export async function openEventPost(
  world: World,
  subject: { system: string; bundlePath: string },
  options: Partial<PlatformOptions> = {},
): Promise<EventPost> {
  const platform = await startPlatform({
    dataDirectory: world.dataDirectory,
    connector: subject.system,
    connection: connectionOf(subject.system, world.simulator.connection).data,
    mode: 'INITIAL',
    ...options,
  });
  const [unitId = ''] = world.simulator.externalSyncUnitIds;
  return {
    platform,
    async send(phase, eventType) {
      const isListing = phase === 'external-sync-units';
      const invocation = platform.openInvocation({
        phase,
        eventType,
        ...(isListing ? {} : { unit: { id: unitId, name: unitId } }),
      });
      try {
        const output = await handle(subject.bundlePath, invocation.event);
        return { invocation, reply: invocation.reply, output };
      } finally {
        platform.closeInvocation(invocation);
      }
    },
    close: () => platform.close(),
  };
}

async function handle(bundlePath: string, event: AirdropEvent): Promise<string> {
  const child = fork(hostFile(), [], { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: {} });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('The process for the event has no output.');
  const ended = once(child, 'exit');
  const output = Promise.all([text(stdout), text(stderr)]);
  child.send({ bundlePath, event });
  await ended;
  return (await output).join('');
}

/** Node cannot start TypeScript in a process: under the test runner the built file is used. */
function hostFile(): string {
  const url = new URL('./event-host.js', import.meta.url);
  if (import.meta.url.endsWith('.ts')) url.pathname = url.pathname.replace('/src/', '/dist/');
  return fileURLToPath(url);
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { builtModule } from '../built-module.js';
import type { HostMessage, HostRequest } from './snap-in-host.js';

/** Variables of this process a snap-in may see; it gets nothing else that happens to be set on a laptop. */
const passedVariables = [
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'NODE_EXTRA_CA_CERTS',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
];

export interface SnapInProcess {
  /** Settles when the process has ended and its last line was read. */
  ended: Promise<SnapInEnd>;
  /** Ends the process at once, as a platform that loses patience would. */
  kill(): void;
}

export interface SnapInEnd {
  peakRssBytes: number;
  /** The function's promise settled; false when the process was killed or crashed. */
  settled: boolean;
  /** What the function threw, or how the process died. */
  problem?: string;
  /** A test hook killed the process: its death says nothing about the connector. */
  killedByHook?: true;
}

/** Hands a snap-in one event; `onLine` gets what it prints. */
export type StartSnapIn = (
  request: HostRequest,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
) => SnapInProcess;

/** Starts a fresh process, hands it one event and collects what it prints. */
export function startSnapIn(
  request: HostRequest,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): SnapInProcess {
  const host = fileURLToPath(builtModule('./snap-in-host.js', import.meta.url));
  const child = fork(host, [], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...inheritedEnvironment(), ...environment },
  });
  return { ended: follow(child, request, onLine), kill: () => void child.kill('SIGKILL') };
}

async function follow(
  child: ChildProcess,
  request: HostRequest,
  onLine: (line: string) => void,
): Promise<SnapInEnd> {
  const end: SnapInEnd = { peakRssBytes: 0, settled: false };
  child.on('message', (message: HostMessage) => {
    if ('peakRssBytes' in message) end.peakRssBytes = Math.max(end.peakRssBytes, message.peakRssBytes);
    else {
      end.settled = true;
      if (message.error !== undefined) end.problem = message.error;
    }
  });
  // A process that dies at once breaks the channel; its exit is what counts.
  child.on('error', (error) => {
    end.problem ??= error.message;
  });
  const lines = [child.stdout, child.stderr].map((stream) => readLines(stream, onLine));
  const exit = once(child, 'exit');
  child.send(request, () => undefined);
  const [code, signal] = await exit;
  await Promise.all(lines);
  if (!end.settled) end.problem ??= signal === null ? `exit code ${code}` : `signal ${signal}`;
  return end;
}

async function readLines(stream: Readable | null, onLine: (line: string) => void): Promise<void> {
  if (stream === null) return;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
    onLine(line);
}

function inheritedEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of passedVariables) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

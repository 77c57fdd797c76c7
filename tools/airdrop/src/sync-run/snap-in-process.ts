import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { builtModule } from '../built-module.js';
import { endOfEvent, type HostMessage, type HostRequest } from './snap-in-host-messages.js';

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

/** A process that handles the events of one snap-in, one after the other. */
export interface SnapInProcess {
  /** Hands over one event; settles when it was handled, or the process has died, and its last line was read. */
  handle(request: HostRequest, onLine: (line: string) => void): Promise<SnapInEnd>;
  /** Ends the process at once, as a platform that loses patience would. */
  kill(): void;
}

export interface SnapInEnd {
  /** Most that the process has taken since it was started. */
  peakRssBytes: number;
  /** The function's promise settled; false when the process was killed or crashed. */
  settled: boolean;
  /** What the function threw, or how the process died. */
  problem?: string;
  /** A test hook killed the process: its death says nothing about the connector. */
  killedByHook?: true;
}

/** How a snap-in is started; it gets no other variables than these and a few of this process. */
export type StartSnapIn = (environment: Readonly<Record<string, string>>) => SnapInProcess;

export function startSnapIn(environment: Readonly<Record<string, string>>): SnapInProcess {
  const host = fileURLToPath(builtModule('./snap-in-host.js', import.meta.url));
  const child = fork(host, [], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...inheritedEnvironment(), ...environment },
  });
  let problem: string | undefined;
  // A process that dies at once breaks the channel; its exit is what counts.
  child.on('error', (error) => {
    problem ??= error.message;
  });
  const exited = once(child, 'exit').then(([code, signal]) => {
    problem ??= signal === null ? `exit code ${code}` : `signal ${signal}`;
  });
  const outputs = [child.stdout, child.stderr].map(openOutput);

  return {
    kill: () => void child.kill('SIGKILL'),
    async handle(request, onLine) {
      const end: SnapInEnd = { peakRssBytes: 0, settled: false };
      const printed = outputs.map((output) => output.readEvent(onLine));
      const settled = new Promise<void>((resolve) => {
        const listen = (message: HostMessage) => {
          if ('peakRssBytes' in message) {
            end.peakRssBytes = Math.max(end.peakRssBytes, message.peakRssBytes);
            return;
          }
          end.settled = true;
          if (message.error !== undefined) end.problem = message.error;
          child.off('message', listen);
          resolve();
        };
        child.on('message', listen);
      });
      child.send(request, () => undefined);
      await Promise.all([...printed, Promise.race([settled, exited])]);
      if (!end.settled) end.problem ??= problem ?? 'the process ended';
      return end;
    },
  };
}

/** What a process prints, cut into events. */
interface Output {
  /** Settles when the last line of the event was read, or the process prints no more. */
  readEvent(onLine: (line: string) => void): Promise<void>;
}

function openOutput(stream: Readable | null): Output {
  let onLine: (line: string) => void = () => undefined;
  let finish = () => {};
  let isOpen = stream !== null;
  if (stream !== null) {
    const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
    lines.on('line', (line) => {
      if (!line.endsWith(endOfEvent)) return onLine(line);
      // A snap-in that ends no line still has said something.
      const rest = line.slice(0, -endOfEvent.length);
      if (rest !== '') onLine(rest);
      finish();
    });
    lines.on('close', () => {
      isOpen = false;
      finish();
    });
  }
  return {
    readEvent(read) {
      onLine = read;
      return new Promise((resolve) => {
        finish = resolve;
        if (!isOpen) resolve();
      });
    },
  };
}

function inheritedEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of passedVariables) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

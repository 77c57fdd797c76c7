import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

export interface CommandEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  process: ChildProcess;
  ended: Promise<CommandEnd>;
  /** Resolves when the output so far, of either stream, matches; rejects when the command ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts the built command in a directory, with nothing in its environment but what is given. */
export function startCommand(
  directory: string,
  commandArguments: readonly string[],
  environment: Record<string, string> = {},
): RunningCommand {
  const child = spawn(process.execPath, [cli, ...commandArguments], {
    cwd: directory,
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const waiting: (() => void)[] = [];
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const check of waiting) check();
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code, ...output }));
  return {
    process: child,
    ended,
    printed(pattern) {
      return new Promise((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(output.stdout + output.stderr);
          if (match !== null) resolve(match);
        };
        waiting.push(check);
        check();
        ended.then((end) => reject(new Error(`The command ended first: ${JSON.stringify(end)}`)));
      });
    },
  };
}

export function runCommand(
  directory: string,
  commandArguments: readonly string[],
  environment?: Record<string, string>,
): Promise<CommandEnd> {
  return startCommand(directory, commandArguments, environment).ended;
}

import { spawn } from 'node:child_process';
import { SnapInError } from '../snap-in-error.js';

/** Oldest version of the command whose verbs are the ones used here. */
const oldestVersion = [4, 7] as const;

/** DevRev's own command; the only thing that talks to an organisation. */
export interface DevrevCli {
  /**
   * Runs one command and gives what it printed.
   * @param input written to its standard input; never shown
   * @throws DevrevCommandError when it exits with another code than 0
   */
  run(args: readonly string[], input?: string): Promise<string>;
  /** The same for commands that print a JSON object or list. */
  json(args: readonly string[]): Promise<unknown>;
}

export class DevrevCommandError extends SnapInError {
  constructor(
    readonly args: readonly string[],
    /** What it printed, both ways. */
    readonly output: string,
  ) {
    super(`devrev ${args.slice(0, 2).join(' ')} failed: ${firstLine(output) || 'it printed nothing'}`);
  }
}

/**
 * @param show called with every command before it runs
 * @throws SnapInError when there is no such command, or it is too old
 */
export async function openDevrevCli(executable: string, show: (command: string) => void): Promise<DevrevCli> {
  const cli: DevrevCli = {
    async run(args, input) {
      show(commandText(args));
      return runProcess(executable, args, input);
    },
    async json(args) {
      const output = await cli.run(args);
      try {
        return JSON.parse(output);
      } catch {
        throw new SnapInError(
          `devrev ${args.slice(0, 2).join(' ')} answered with something else than JSON: ${firstLine(output)}. Check the version of the devrev command.`,
        );
      }
    },
  };
  const version = await runProcess(executable, ['--version']).catch((error: unknown) => {
    if (error instanceof DevrevCommandError) return error.output;
    throw error;
  });
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(version)?.map(Number) ?? [];
  if (major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1])) {
    throw new SnapInError(
      `The devrev command is too old (${firstLine(version) || 'it names no version'}); ${oldestVersion.join('.')} or newer is needed. Update it, then deploy again.`,
    );
  }
  return cli;
}

/** As one would type it. */
export function commandText(args: readonly string[]): string {
  const quoted = args.map((arg) => (/^[\w./:=@<>-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`));
  return `devrev ${quoted.join(' ')}`;
}

function runProcess(executable: string, args: readonly string[], input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const printed: Buffer[] = [];
    const all: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      printed.push(chunk);
      all.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => all.push(chunk));
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT';
      reject(
        new SnapInError(
          missing
            ? `The devrev command is not installed (${executable}). Install DevRev's CLI, or name it with --devrev, then deploy again.`
            : `The devrev command cannot be started (${executable}): ${error.message}`,
          { cause: error },
        ),
      );
    });
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(printed).toString('utf8').trim());
      else reject(new DevrevCommandError(args, Buffer.concat(all).toString('utf8').trim()));
    });
    // A command that reads nothing may be gone before this is written.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trim() ?? '';
}

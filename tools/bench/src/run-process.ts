import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ProcessFigures {
  name: string;
  seconds: number;
  peakRssBytes: number;
  cpuSeconds: number;
  packedBytes: number;
  /** Of the thread that runs the connector; undefined for a runtime that does not tell. */
  thread: ThreadFigures | undefined;
}

export interface ThreadFigures {
  longestBlockMs: number;
  /** 99 of 100 turns of the event loop are late by no more. */
  usualBlockMs: number;
  peakHeapBytes: number;
}

export interface ProcessOrder {
  mode: 'plain' | 'runtime' | 'files';
  /** Records, or files. */
  records: number;
  /** Module with the runtime, or address of the files; unused by the plain loop. */
  runtimePath: string;
  platformUrl: string;
  environment?: NodeJS.ProcessEnv;
}

const program = fileURLToPath(new URL('./measured-process.js', import.meta.url));

/**
 * One measured process from start to end.
 * @throws Error with the last lines it wrote when it ends without figures.
 */
export async function runProcess(order: ProcessOrder): Promise<ProcessFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'airdrop-bench-'));
  const threadFile = path.join(folder, 'thread.json');
  try {
    const figures = await figuresOf(order, threadFile);
    return { ...figures, thread: readThread(threadFile) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(order: ProcessOrder, threadFile: string): Promise<Omit<ProcessFigures, 'thread'>> {
  return new Promise((resolve, reject) => {
    const child = fork(program, [order.mode, String(order.records), order.runtimePath, order.platformUrl], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...order.environment, BENCH_THREAD_FILE: threadFile },
    });
    let said = '';
    const listen = (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-2_000);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    let figures: Omit<ProcessFigures, 'thread'> | undefined;
    child.on('message', (message: Omit<ProcessFigures, 'thread'>) => {
      figures = message;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0 && figures) resolve(figures);
      else reject(new Error(`The measured process ended with code ${code} and without figures: ${said}`));
    });
  });
}

function readThread(file: string): ThreadFigures | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

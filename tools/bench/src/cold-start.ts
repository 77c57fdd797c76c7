import { fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { median } from './figures.js';
import { openPlatformSink } from './platform-sink.js';
import { startEvent } from './start-event.js';

const program = fileURLToPath(new URL('./cold-process.js', import.meta.url));
const requireProgram = fileURLToPath(new URL('./cold-require.js', import.meta.url));
const bareSnapIn = fileURLToPath(new URL('./bare-snap-in.cjs', import.meta.url));
const connectorsFolder = fileURLToPath(new URL('../../../connectors', import.meta.url));

/** The deployed file of a connector. */
export interface Bundle {
  connector: string;
  file: string;
}

export interface BundleFigures {
  connector: string;
  /** Median time from the start of the process to its first request to the platform. */
  coldStartMs: number;
  /** The same for a file that does nothing else, started in turns with it. */
  bareStartMs: number;
  /** Median time that loading the file takes. */
  requireMs: number;
  starts: number;
  bundleBytes: number;
  packedBundleBytes: number;
}

/** Of all connectors of the workspace that are built. */
export function builtBundles(): Bundle[] {
  return readdirSync(connectorsFolder)
    .map((connector) => ({ connector, file: path.join(connectorsFolder, connector, 'dist', 'index.cjs') }))
    .filter(({ file }) => existsSync(file));
}

/** Starts a built bundle again and again, each time in a new process. */
export async function measureBundle({ connector, file }: Bundle, starts: number): Promise<BundleFigures> {
  const times: number[] = [];
  const bareTimes: number[] = [];
  const requires: number[] = [];
  for (let number = 0; number < starts; number += 1) {
    bareTimes.push(await coldStart(bareSnapIn));
    times.push(await coldStart(file));
    requires.push(await coldRequire(file));
  }
  return {
    connector,
    coldStartMs: median(times),
    bareStartMs: median(bareTimes),
    requireMs: median(requires),
    starts,
    bundleBytes: statSync(file).size,
    packedBundleBytes: gzipSync(readFileSync(file)).length,
  };
}

async function coldStart(file: string): Promise<number> {
  const sink = await openPlatformSink();
  // No connection is needed: what follows the first request to the platform is not measured.
  const event = startEvent(sink.url, '10001');
  const first = sink.nextRequest();
  const started = performance.now();
  const child = fork(program, [file, JSON.stringify(event)], { stdio: 'ignore' });
  try {
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('close', (code) =>
        reject(new Error(`${file} ended with code ${code} before it asked the platform for anything.`)),
      );
    });
    return (await Promise.race([first, ended])) - started;
  } finally {
    child.removeAllListeners();
    child.kill('SIGKILL');
    await sink.close();
  }
}

function coldRequire(file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(requireProgram, [file]);
    child.once('message', (milliseconds: number) => resolve(milliseconds));
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`${file} could not be loaded (code ${code}).`)));
  });
}

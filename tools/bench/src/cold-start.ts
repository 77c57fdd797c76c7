import { fork } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { median } from './figures.js';
import { openPlatformSink } from './platform-sink.js';
import { startEvent } from './start-event.js';

const program = fileURLToPath(new URL('./cold-process.js', import.meta.url));
const requireProgram = fileURLToPath(new URL('./cold-require.js', import.meta.url));
/** The deployed file of the Jira snap-in. */
export const jiraBundle = createRequire(import.meta.url).resolve('@airdrop-connectors/jira');

export interface BundleFigures {
  /** Median time from the start of the process to its first request to the platform. */
  coldStartMs: number;
  /** Median time that loading the file takes. */
  requireMs: number;
  starts: number;
  bundleBytes: number;
  packedBundleBytes: number;
}

/** Starts the built bundle again and again, each time in a new process. */
export async function measureBundle(starts: number): Promise<BundleFigures> {
  const times: number[] = [];
  const requires: number[] = [];
  for (let number = 0; number < starts; number += 1) {
    times.push(await coldStart());
    requires.push(await coldRequire());
  }
  return {
    coldStartMs: median(times),
    requireMs: median(requires),
    starts,
    bundleBytes: statSync(jiraBundle).size,
    packedBundleBytes: gzipSync(readFileSync(jiraBundle)).length,
  };
}

async function coldStart(): Promise<number> {
  const sink = await openPlatformSink();
  // The site refuses connections at once: what follows the first request to the platform is not measured.
  const connection = { site: 'http://127.0.0.1:1', email: 'bench@acme.example', token: 'bench-token' };
  const event = startEvent(sink.url, '10001', connection);
  const first = sink.nextRequest();
  const started = performance.now();
  const child = fork(program, [jiraBundle, JSON.stringify(event)], { stdio: 'ignore' });
  try {
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('close', (code) =>
        reject(new Error(`${jiraBundle} ended with code ${code} before it asked the platform for anything.`)),
      );
    });
    return (await Promise.race([first, ended])) - started;
  } finally {
    child.removeAllListeners();
    child.kill('SIGKILL');
    await sink.close();
  }
}

function coldRequire(): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(requireProgram, [jiraBundle]);
    child.once('message', (milliseconds: number) => resolve(milliseconds));
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`${jiraBundle} could not be loaded (code ${code}).`)));
  });
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type FunctionName, isFunctionName } from '../manifest/manifest.js';
import { SnapInError } from '../snap-in-error.js';
import type { ConnectorFolder } from '../workspace.js';

const execute = promisify(execFile);

/** What a deployed file may cost; the platform starts it for every event. */
export const bundleBudget = { bytes: 1_500_000, requireMs: 60 };

/** Processes that load the bundle; the quickest says what the bundle takes, the others what else the machine did. */
const loads = 7;

/** What loading the built file shows. */
export interface LoadedBundle {
  functions: FunctionName[];
  /** Shortest of several loads, each in a process of its own. */
  requireMs: number;
}

/** @throws SnapInError when the connector is not built */
export function bundleFile({ name, folder }: ConnectorFolder): string {
  const file = path.join(folder, 'dist', 'index.cjs');
  if (existsSync(file)) return file;
  throw new SnapInError(
    `The connector "${name}" is not built: ${file} is missing. Run "npm run build" first.`,
  );
}

/** @throws SnapInError when it cannot be loaded, or exports something else than functions core offers */
export async function loadBundle(file: string): Promise<LoadedBundle> {
  const script =
    'const from = performance.now(); const { functionFactory } = require(process.argv[1]);' +
    'console.log(JSON.stringify({ names: Object.keys(functionFactory ?? {}), ms: performance.now() - from }))';
  let names: string[] = [];
  let requireMs = Number.POSITIVE_INFINITY;
  for (let load = 0; load < loads; load += 1) {
    const { stdout } = await execute(process.execPath, ['-e', script, file]).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SnapInError(`${file} cannot be loaded: ${reason}`, { cause: error });
    });
    const loaded: { names: string[]; ms: number } = JSON.parse(stdout);
    names = loaded.names;
    requireMs = Math.min(requireMs, loaded.ms);
  }
  const functions = names.filter(isFunctionName);
  if (functions.length === 0 || functions.length < names.length) {
    throw new SnapInError(
      `${file} exports the functions ${names.join(', ') || 'none'}; a connector exports what createFunctionFactory of core returns.`,
    );
  }
  return { functions: functions.sort(), requireMs };
}

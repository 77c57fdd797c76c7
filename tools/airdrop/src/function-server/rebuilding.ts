import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';

export interface RebuildingOptions {
  /** Root of the workspace. */
  workspace: string;
  connector: string;
  onBuild?: (file: string) => void;
  /** @param problem what the build printed when it failed; the last good build stays in use */
  onBuilt?: (seconds: number, problem: string | undefined) => void;
}

/** Builds a connector again when its sources, or those of core, change. */
export interface Rebuilding {
  /** Resolves when nothing is being built. */
  ready(): Promise<void>;
  close(): void;
}

/** Editors write a file in several steps, and people save several files. */
const quietMs = 150;

export function rebuildOnChange(options: RebuildingOptions): Rebuilding {
  const { workspace, connector } = options;
  const folders = [path.join('connectors', connector, 'src'), path.join('packages', 'core', 'src')];
  let quiet: NodeJS.Timeout | undefined;
  let building: Promise<void> | undefined;
  let isChangedAgain = false;

  async function buildAfter(file: string): Promise<void> {
    const from = Date.now();
    options.onBuild?.(file);
    const problem = await build(workspace, connector);
    options.onBuilt?.((Date.now() - from) / 1000, problem);
  }

  function changed(file: string): void {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      quiet = undefined;
      if (building !== undefined) {
        isChangedAgain = true;
        return;
      }
      building = buildAfter(file).finally(() => {
        building = undefined;
        if (isChangedAgain) changed(file);
        isChangedAgain = false;
      });
    }, quietMs);
  }

  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(path.join(workspace, folder), { recursive: true }, (_, name) => {
      if (name?.endsWith('.ts')) changed(path.join(folder, name));
    }),
  );

  return {
    ready: async () => building,
    close() {
      clearTimeout(quiet);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** The workspace's own build, which brings what it needs. Undefined when it went well, otherwise what was printed. */
async function build(workspace: string, connector: string): Promise<string | undefined> {
  const entry = path.join(workspace, 'scripts', 'run.mjs');
  const filter = `--filter=./connectors/${connector}`;
  const child = spawn(process.execPath, [entry, 'build', filter, '--output-logs=errors-only'], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(chunk));
  const [code] = await once(child, 'close');
  return code === 0 ? undefined : Buffer.concat(printed).toString('utf8').trim();
}

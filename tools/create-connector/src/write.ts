import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plan } from './plan.js';

/**
 * Writes both folders under temporary names, formats them, and renames them when everything is there.
 * @throws Error with a sentence; nothing is left behind then
 */
export function writeConnector(root: string, name: string, plan: Plan): void {
  const folders = [
    { files: plan.connector, at: path.join(root, 'connectors', name) },
    { files: plan.simulator, at: path.join(root, 'tools', 'simulators', 'src', name) },
  ].map((folder) => ({ ...folder, staging: `${folder.at}.${process.pid}` }));
  const done: string[] = [];
  try {
    for (const { files, staging } of folders)
      for (const [file, text] of files) {
        mkdirSync(path.dirname(path.join(staging, file)), { recursive: true });
        writeFileSync(path.join(staging, file), text);
      }
    format(
      root,
      folders.map(({ staging }) => staging),
    );
    for (const { staging, at } of folders) {
      renameSync(staging, at);
      done.push(at);
    }
  } catch (error) {
    for (const folder of [...folders.map(({ staging }) => staging), ...done])
      rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Lines and imports lie otherwise once names are longer or shorter. */
function format(root: string, folders: readonly string[]): void {
  const biome = path.join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const result = spawnSync(process.execPath, [biome, 'check', '--write', ...folders], {
    cwd: root,
    encoding: 'utf8',
  });
  if (result.status !== 0)
    throw new Error(`The new files could not be formatted, so nothing was made. ${result.stderr}`);
}

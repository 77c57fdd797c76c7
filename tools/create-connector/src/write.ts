import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Plan } from './plan.js';

const interruptions = ['SIGINT', 'SIGTERM'] as const;

/**
 * Writes both folders under temporary names, formats them, and renames them when everything is there.
 * @param root of the workspace
 * @throws Error with a sentence; nothing is left behind then, also when the process is told to end meanwhile
 */
export async function writeConnector(root: string, name: string, plan: Plan): Promise<void> {
  const folders = [
    { files: plan.connector, at: path.join(root, 'connectors', name) },
    { files: plan.simulator, at: path.join(root, 'tools', 'simulators', 'src', name) },
  ].map((folder) => ({ ...folder, staging: `${folder.at}.${process.pid}` }));
  const made: string[] = folders.map(({ staging }) => staging);
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  for (const signal of interruptions) process.on(signal, interrupt);
  try {
    for (const { files, staging } of folders) writeFiles(staging, files);
    await format(root, [...made]);
    if (interrupted.signal.aborted) throw new Error('Interrupted; nothing was made.');
    for (const { staging, at } of folders) {
      // Somebody else may have made it meanwhile, and an empty folder would be replaced.
      if (existsSync(at))
        throw new Error(`The folder ${path.relative(root, at)} appeared meanwhile; it stays.`);
      renameSync(staging, at);
      made.push(at);
    }
  } catch (error) {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
    if (interrupted.signal.aborted) throw new Error('Interrupted; nothing was made.');
    throw error;
  } finally {
    for (const signal of interruptions) process.off(signal, interrupt);
  }
}

/** @param folder is made */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [file, content] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
}

/**
 * Lines and imports lie otherwise once names are longer or shorter.
 * @param root of the workspace, which has the formatter
 * @param at folder whose settings hold for what is below it
 * @throws Error with a sentence when something cannot be formatted
 */
export async function format(root: string, folders: readonly string[], at = root): Promise<void> {
  const biome = path.join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const child = spawn(process.execPath, [biome, 'check', '--write', ...folders], {
    cwd: at,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [said, status] = await Promise.all([text(child.stderr), ended]);
  if (status !== 0) throw new Error(`The new files could not be formatted, so nothing was made. ${said}`);
}

// A copy of the workspace to make connectors in: what is generated there leaves no trace here.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Copies what git knows or would take, the pinned pnpm, and what turbo has built, so that commands in the copy find
 * everything warm.
 * @returns `run` for commands of the copy, and `remove`
 */
export function copyWorkspace(root) {
  const folder = mkdtempSync(path.join(tmpdir(), 'airdrop-connectors-'));
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (listed.status !== 0) throw new Error(`git could not list the files of the workspace: ${listed.stderr}`);
  for (const file of listed.stdout
    .split('\0')
    .filter((one) => one !== '' && existsSync(path.join(root, one)))) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(folder, file));
  }
  const pnpm = readdirSync(path.join(root, '.cache')).filter((name) => name.startsWith('pnpm-'));
  for (const kept of [...pnpm.map((name) => path.join('.cache', name)), path.join('.turbo', 'cache')])
    if (existsSync(path.join(root, kept)))
      cpSync(path.join(root, kept), path.join(folder, kept), { recursive: true, verbatimSymlinks: true });
  // Formatters and builds ask git what belongs to the workspace.
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
  ])
    if (spawnSync('git', args, { cwd: folder }).status !== 0)
      throw new Error(`git ${args[0]} failed in ${folder}.`);
  return {
    folder,
    /** One of the root commands, as `npm run` would run it. */
    run: (command, args = []) =>
      spawnSync(process.execPath, ['scripts/run.mjs', command, ...args], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

// A copy of the workspace to make connectors in: what is made there leaves no trace here.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Copies everything that is committed or could be, under a Git of its own: formatters and builds ask it what to ignore.
 * The pinned pnpm and what turbo has built are shared, so that everything is warm. Gone when this process ends.
 *
 * @param without folders that are left out, with what they add to the lockfile
 * @returns `folder`, and `run`, which answers what a command printed
 */
export function copyWorkspace(root, { without = [], keep = false } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'airdrop-connectors-'));
  if (!keep) process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Whoever is told to end leaves nothing behind either.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const pnpmBin = path.join(root, '.cache', packageManager.replace('@', '-'), 'node_modules', '.bin');
  const environment = {
    ...process.env,
    PATH: `${pnpmBin}${path.delimiter}${process.env.PATH ?? ''}`,
    INIT_CWD: folder,
    TURBO_CACHE_DIR: path.join(root, '.turbo', 'cache'),
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    DO_NOT_TRACK: '1',
  };
  const spawn = (command, args, cwd = folder) =>
    spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28, env: environment });
  /** @throws Error with everything the command said when it fails */
  const run = (command, args, cwd = folder) => {
    const { status, stdout, stderr, error } = spawn(command, args, cwd);
    if (status === 0) return stdout;
    throw new Error(
      `"${[command, ...args].join(' ')}" failed.\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`,
    );
  };

  const isLeftOut = (file) => without.some((one) => file.startsWith(`${one}/`));
  for (const file of run('git', ['ls-files', '-z', '-co', '--exclude-standard'], root).split('\0')) {
    // Git also lists what has been deleted and not yet committed.
    if (file === '' || isLeftOut(file) || !existsSync(path.join(root, file))) continue;
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(folder, file));
  }
  run('git', ['init', '--quiet']);
  symlinkSync(path.join(root, '.cache'), path.join(folder, '.cache'));
  const lockfile = without.length > 0 ? '--no-frozen-lockfile' : '--frozen-lockfile';
  run('pnpm', ['install', lockfile, '--prefer-offline', '--reporter', 'silent']);
  return { folder, run, spawn };
}

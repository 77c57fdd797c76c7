import { execFileSync } from 'node:child_process';

/** What a package is made of: commit and whether the work tree had changes that are in no commit. */
export interface SourceVersion {
  /** The last commit that changed what goes into the package; undefined outside a repository. */
  commit: string | undefined;
  isDirty: boolean;
}

/** Paths below the workspace that go into a snap-in, beside its own folder. */
const sharedPaths = [
  'packages/core/src',
  'packages/core/package.json',
  'pnpm-lock.yaml',
  'rolldown.shared.mjs',
];

/** The same sources have the same version, whatever was committed beside them. */
export function sourceVersion(workspace: string, connector: string): SourceVersion {
  const paths = [`connectors/${connector}/src`, `connectors/${connector}/package.json`, ...sharedPaths];
  try {
    const commit = git(workspace, ['log', '-1', '--format=%H', '--', ...paths]);
    const changes = git(workspace, ['status', '--porcelain', '--', ...paths]);
    return { commit: commit || undefined, isDirty: changes !== '' };
  } catch {
    return { commit: undefined, isDirty: false };
  }
}

function git(cwd: string, args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

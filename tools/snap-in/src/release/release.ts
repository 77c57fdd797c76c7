import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type SnapInPackage, stagePackage } from '../package/stage.js';
import { SnapInError } from '../snap-in-error.js';
import type { ConnectorFolder } from '../workspace.js';
import { changesOf } from './changelog.js';

/** What was released of one connector; files lie in the folder of the release. */
export interface ReleasedConnector {
  connector: string;
  version: string;
  coreVersion: string;
  commit: string | undefined;
  archive: string;
  archiveSha256: string;
  manifest: string;
  /** What is new for an operator. */
  changes: string;
}

export interface ReleaseOptions {
  /** Where archives, manifests, changes and checksums go; what was there before is replaced. */
  target: string;
  /** Releases changes that are in no commit, and versions without an entry in the changelog. */
  isRehearsal: boolean;
}

/**
 * Makes the files of a release: for each connector its archive, manifest and changes, and one list of checksums. Each
 * has a version of its own; a change of core gave the connectors it is bundled into new ones when versions were made.
 * @throws SnapInError when a connector cannot be packaged, has changes that are in no commit, or no changelog entry
 */
export async function release(
  connectors: readonly ConnectorFolder[],
  { target, isRehearsal }: ReleaseOptions,
): Promise<ReleasedConnector[]> {
  const staging = `${target}.staging`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  const released: ReleasedConnector[] = [];
  try {
    for (const connector of connectors) {
      const made = await stagePackage(connector, path.join(staging, 'packages', connector.name));
      if (made.source.isDirty && !isRehearsal) throw dirty(connector);
      const changes = changesOf(await changelogOf(connector), made.version);
      if (changes === undefined && !isRehearsal) throw unversioned(connector, made.version);
      released.push(await collect(made, changes ?? '', staging));
    }
    await writeFile(path.join(staging, 'SHA256SUMS'), checksums(released));
    await writeFile(path.join(staging, 'release.json'), `${JSON.stringify(released, null, 2)}\n`);
    await rm(path.join(staging, 'packages'), { recursive: true });
    await rm(target, { recursive: true, force: true });
    await rename(staging, target);
    return released;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function collect(made: SnapInPackage, changes: string, target: string): Promise<ReleasedConnector> {
  const { connector, version, coreVersion, archiveSha256 } = made;
  const name = `${connector}-${version}`;
  const [archive, manifest] = [`${name}.tar.gz`, `${name}.manifest.yaml`];
  await copyFile(path.join(made.folder, 'build.tar.gz'), path.join(target, archive));
  await copyFile(path.join(made.folder, 'manifest.yaml'), path.join(target, manifest));
  await writeFile(path.join(target, `${name}.changes.md`), `# ${connector} ${version}\n\n${changes}\n`);
  return {
    connector,
    version,
    coreVersion,
    commit: made.source.commit,
    archive,
    archiveSha256,
    manifest,
    changes,
  };
}

/** As `sha256sum --check` reads it. */
function checksums(released: readonly ReleasedConnector[]): string {
  return released.map(({ archiveSha256, archive }) => `${archiveSha256}  ${archive}\n`).join('');
}

/** Files of connectors are written by changesets; one that has none was never given a version. */
async function changelogOf({ folder }: ConnectorFolder): Promise<string> {
  return readFile(path.join(folder, 'CHANGELOG.md'), 'utf8').catch(() => '');
}

function dirty({ name }: ConnectorFolder): SnapInError {
  return new SnapInError(
    `connectors/${name} or what it is built with has changes that are in no commit. Commit them, or pass --rehearsal.`,
  );
}

function unversioned({ name }: ConnectorFolder, version: string): SnapInError {
  return new SnapInError(
    `connectors/${name}/CHANGELOG.md says nothing about version ${version}. Run "npm run versions" and commit what it writes, or pass --rehearsal.`,
  );
}

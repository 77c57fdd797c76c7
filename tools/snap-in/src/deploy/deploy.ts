import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SnapInDescription } from '@airdrop-connectors/core/snap-in';
import type { SnapInPackage } from '../package/stage.js';
import { SnapInError } from '../snap-in-error.js';
import type { Organisation, PackageFiles } from './organisation.js';

/** States of a version that will not change any more. */
const failedStates = ['build_failed', 'deployment_failed'];

export interface DeployOptions {
  slug: string;
  /** Between two looks at a version that is being built. */
  pollSeconds: number;
  /** After this a version that is still being built is left where it is. */
  patienceSeconds: number;
  /** Told what goes on, a sentence each. */
  tell: (text: string) => void;
  now?: () => number;
}

export interface Deployment {
  packageId: string;
  versionId: string;
  snapInId: string;
}

/** @throws SnapInError naming what an OAuth connection still needs in the organisation */
export function requireKeyrings(snapIn: SnapInDescription, known: readonly string[]): void {
  for (const connection of snapIn.connections) {
    if (connection.kind !== 'oauth2' || known.includes(connection.clientKeyring.name)) continue;
    const { name } = connection.clientKeyring;
    throw new SnapInError(
      `The developer keyring ${name}, which the connection "${connection.name}" needs, does not exist. Make it with ` +
        `echo '{"client_id":"…","client_secret":"…"}' | devrev developer_keyring create oauth-secret ${name}, then deploy again.`,
    );
  }
}

/**
 * Installs a package as a new snap-in. What was made before a failure is removed again, and what cannot be removed is
 * named.
 * @throws SnapInError with what failed and what is left behind
 */
export async function deploy(
  organisation: Organisation,
  snapIn: SnapInDescription,
  made: SnapInPackage,
  options: DeployOptions,
): Promise<Deployment> {
  const { slug, tell, now = Date.now } = options;
  await organisation.checkLogin(now());
  requireKeyrings(snapIn, await organisation.keyrings());
  const known = await organisation.findPackage(slug);
  const packageId = known ?? (await organisation.createPackage(slug));
  let versionId: string | undefined;
  try {
    versionId = await organisation.createVersion(packageId, packageFiles(made));
    await untilReady(organisation, versionId, options);
    const snapInId = await organisation.draft(versionId);
    await organisation.activate(snapInId);
    return { packageId, versionId, snapInId };
  } catch (error) {
    const left = await cleanUp(organisation, versionId, known === undefined ? packageId : undefined);
    tell(left.length === 0 ? 'What was made for this deployment was removed again.' : left.join('\n'));
    throw error;
  }
}

/** @throws SnapInError when the login is gone, or the change is not compatible; nothing is forced */
export async function upgrade(
  organisation: Organisation,
  made: SnapInPackage,
  versionId: string,
  now = Date.now,
): Promise<void> {
  await organisation.checkLogin(now());
  await organisation.upgrade(versionId, packageFiles(made));
}

export function packageFiles({ folder }: Pick<SnapInPackage, 'folder'>): PackageFiles {
  return { manifest: path.join(folder, 'manifest.yaml'), archive: path.join(folder, 'build.tar.gz') };
}

async function untilReady(
  organisation: Organisation,
  versionId: string,
  options: DeployOptions,
): Promise<void> {
  const { pollSeconds, patienceSeconds, tell } = options;
  let last = '';
  for (let waited = 0; ; waited += pollSeconds) {
    const { state, reason } = await organisation.version(versionId);
    if (state === 'ready') return;
    if (failedStates.includes(state)) {
      throw new SnapInError(
        `DevRev could not build the version (${state}): ${reason ?? 'it gives no reason'}. "devrev snap_in_package logs" has more.`,
      );
    }
    if (waited >= patienceSeconds) {
      throw new SnapInError(
        `DevRev was still building the version after ${patienceSeconds} seconds (${state}). Deploy again later, or with a longer --patience-seconds.`,
      );
    }
    if (state !== last) tell(`Version ${versionId} is ${state || 'being built'} …`);
    last = state;
    await wait(pollSeconds * 1000);
  }
}

/** @returns what could not be removed, with the command that does */
async function cleanUp(
  organisation: Organisation,
  versionId: string | undefined,
  packageId: string | undefined,
): Promise<string[]> {
  const left: string[] = [];
  const remove = async (what: string, command: string, action: () => Promise<void>) => {
    await action().catch(() => left.push(`${what} is left behind. Remove it with "${command}".`));
  };
  if (versionId !== undefined)
    await remove(`The version ${versionId}`, `devrev snap_in_version delete-one ${versionId}`, () =>
      organisation.deleteVersion(versionId),
    );
  if (packageId !== undefined)
    await remove(`The package ${packageId}`, `devrev snap_in_package delete-one ${packageId}`, () =>
      organisation.deletePackage(packageId),
    );
  return left;
}

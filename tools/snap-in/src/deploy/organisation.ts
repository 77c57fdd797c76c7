import { SnapInError } from '../snap-in-error.js';
import { type DevrevCli, DevrevCommandError } from './devrev-cli.js';

/** What a deployment reads of an organisation and changes in it, one command each. */
export interface Organisation {
  /** @throws SnapInError when nobody is signed in, or no longer */
  checkLogin(now: number): Promise<void>;
  /** Names of developer keyrings. */
  keyrings(): Promise<string[]>;
  /** Id of a snap-in package; undefined when there is none of that slug. */
  findPackage(slug: string): Promise<string | undefined>;
  createPackage(slug: string): Promise<string>;
  createVersion(packageId: string, files: PackageFiles): Promise<string>;
  version(versionId: string): Promise<{ state: string; reason: string | undefined }>;
  draft(versionId: string): Promise<string>;
  activate(snapInId: string): Promise<void>;
  upgrade(versionId: string, files: PackageFiles): Promise<void>;
  deleteVersion(versionId: string): Promise<void>;
  deletePackage(packageId: string): Promise<void>;
}

export interface PackageFiles {
  manifest: string;
  archive: string;
}

export function openOrganisation(cli: DevrevCli, slug: string): Organisation {
  const idIn = (answer: unknown, key: string, command: string): string => {
    const id = read(read(answer, key), 'id') ?? read(answer, 'id');
    if (typeof id === 'string' && id !== '') return id;
    throw new SnapInError(
      `devrev ${command} named no id. Look at "devrev snap_in_package list" for what was made.`,
    );
  };
  return {
    async checkLogin(now) {
      const signIn = `Sign in with "devrev profiles authenticate --env prod --org ${slug} --usr <e-mail>", then deploy again.`;
      const expiry = await cli.run(['profiles', 'get-token', 'expiry']).catch((error: unknown) => {
        if (!(error instanceof DevrevCommandError)) throw error;
        throw new SnapInError(`Nobody is signed in to the organisation ${slug}. ${signIn}`, { cause: error });
      });
      const at = /^\d+$/.test(expiry) ? Number(expiry) * 1000 : Date.parse(expiry);
      if (at <= now) throw new SnapInError(`The sign-in to the organisation ${slug} has expired. ${signIn}`);
    },
    async keyrings() {
      return namesIn(await cli.json(['developer_keyring', 'list']), 'name');
    },
    async findPackage(packageSlug) {
      const listed = objectsIn(await cli.json(['snap_in_package', 'list']));
      const found = listed.find((one) => read(one, 'slug') === packageSlug);
      return found === undefined ? undefined : String(read(found, 'id'));
    },
    async createPackage(packageSlug) {
      const answer = await cli
        .json(['snap_in_package', 'create-one', '--slug', packageSlug])
        .catch((error: unknown) => {
          if (!(error instanceof DevrevCommandError) || !/conflict/i.test(error.output)) throw error;
          throw new SnapInError(
            `The name ${packageSlug} is taken by another organisation. Choose one of your own with --slug, then deploy again.`,
            { cause: error },
          );
        });
      return idIn(answer, 'snap_in_package', 'snap_in_package create-one');
    },
    async createVersion(packageId, { manifest, archive }) {
      const args = ['--manifest', manifest, '--archive', archive, '--package', packageId];
      const answer = await cli.json(['snap_in_version', 'create-one', ...args]);
      return idIn(answer, 'snap_in_version', 'snap_in_version create-one');
    },
    async version(versionId) {
      const answer = await cli.json(['snap_in_version', 'show', versionId]);
      const version = read(answer, 'snap_in_version') ?? answer;
      const reason = read(version, 'failure_reason');
      return {
        state: String(read(version, 'state') ?? ''),
        reason: reason === undefined ? undefined : String(reason),
      };
    },
    async draft(versionId) {
      const answer = await cli.json(['snap_in', 'draft', '--snap_in_version', versionId]);
      return idIn(answer, 'snap_in', 'snap_in draft');
    },
    async activate(snapInId) {
      await cli.run(['snap_in', 'activate', snapInId]);
    },
    async upgrade(versionId, { manifest, archive }) {
      const args = ['--manifest', manifest, '--archive', archive, '--version', versionId];
      await cli.run(['snap_in_version', 'upgrade', ...args]).catch((error: unknown) => {
        if (!(error instanceof DevrevCommandError) || !/incompatible|--force/i.test(error.output))
          throw error;
        throw new SnapInError(
          `DevRev cannot upgrade ${versionId} in place, because the change is not compatible: ${error.output.split('\n', 1)[0]}. ` +
            'Nothing was changed. Its --force would delete the installed snap-in with its syncs; deploy beside it and move the syncs instead.',
          { cause: error },
        );
      });
    },
    async deleteVersion(versionId) {
      await cli.run(['snap_in_version', 'delete-one', versionId]);
    },
    async deletePackage(packageId) {
      await cli.run(['snap_in_package', 'delete-one', packageId]);
    },
  };
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** Lists come bare, or under the one key of an object. */
function objectsIn(answer: unknown): unknown[] {
  if (Array.isArray(answer)) return answer;
  const inside =
    typeof answer === 'object' && answer !== null ? Object.values(answer).find(Array.isArray) : undefined;
  return inside ?? [];
}

function namesIn(answer: unknown, key: string): string[] {
  return objectsIn(answer).flatMap((one) => {
    const name = read(one, key);
    return typeof name === 'string' ? [name] : [];
  });
}

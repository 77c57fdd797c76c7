import { existsSync } from 'node:fs';
import { cp, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';

/** Folder of an installed copy of `@devrev/ts-adaas`, 1.20 or newer, named by `AIRDROP_TS_ADAAS`. */
const sdkFolder = process.env.AIRDROP_TS_ADAAS;
/** Folder of a built snap-in made from DevRev's template, named by `AIRDROP_SNAP_IN_TEMPLATE`. */
const templateFolder = process.env.AIRDROP_SNAP_IN_TEMPLATE;

/** The SDK's folder; without one undefined, after a line that says which tests are skipped and why. */
export function officialSdk(what: string): string | undefined {
  return folderOf(what, 'AIRDROP_TS_ADAAS', sdkFolder, 'an installed copy of @devrev/ts-adaas');
}

/** The same for the template. */
export function officialTemplate(what: string): string | undefined {
  return folderOf(
    what,
    'AIRDROP_SNAP_IN_TEMPLATE',
    templateFolder,
    "a built copy of DevRev's snap-in template",
  );
}

function folderOf(
  what: string,
  variable: string,
  folder: string | undefined,
  held: string,
): string | undefined {
  const isThere =
    folder !== undefined &&
    ['', 'code'].some((inner) => existsSync(path.join(folder, inner, 'package.json')));
  if (isThere) return path.resolve(folder);
  process.stdout.write(`Skipping ${what}: ${variable} does not name ${held}.\n`);
  return undefined;
}

/** Copies a package, or a file of one, to `target` and installs the SDK where it is looked for from there. */
export async function installWithSdk(source: string, target: string, sdk: string): Promise<void> {
  await cp(source, target, { recursive: true });
  const folder = path.extname(target) === '' ? target : path.dirname(target);
  const scope = path.join(folder, 'node_modules', '@devrev');
  await mkdir(scope, { recursive: true });
  await symlink(sdk, path.join(scope, 'ts-adaas'), 'dir');
}

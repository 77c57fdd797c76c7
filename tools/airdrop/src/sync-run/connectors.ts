import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const connectorsFolder = fileURLToPath(new URL('../../../../connectors/', import.meta.url));

/** Names of the connectors in this workspace. */
export function knownConnectors(folder = connectorsFolder): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'package.json')))
    .map((entry) => entry.name)
    .sort();
}

/**
 * File of a connector's snap-in. `bundle` names another file than the built one of the workspace. Throws a
 * sentence when the connector is unknown or not built.
 */
export function bundleOf(connector: string, bundle: string | undefined, folder = connectorsFolder): string {
  if (bundle !== undefined) {
    const file = path.resolve(bundle);
    if (existsSync(file)) return file;
    throw new Error(`The snap-in file ${file} does not exist. Check --bundle.`);
  }
  const known = knownConnectors(folder);
  if (!known.includes(connector)) {
    throw new Error(
      `There is no connector "${connector}". Known connectors: ${known.join(', ')}. Choose one of them or pass --bundle.`,
    );
  }
  const file = path.join(folder, connector, 'dist', 'index.cjs');
  if (existsSync(file)) return file;
  throw new Error(
    `The connector "${connector}" is not built: ${file} is missing. Run "npm run build" first.`,
  );
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { exampleName, type Names, renamed } from './names.js';

/** Files of a new connector by path: below its own folder, and below that of its simulator. */
export interface Plan {
  connector: ReadonlyMap<string, string>;
  simulator: ReadonlyMap<string, string>;
}

/**
 * The files of the example, those of variants in place of theirs, under the new name. Reads only.
 * @param root of the workspace
 * @param variants folders below `variants`, later ones win
 */
export function planConnector(root: string, names: Names, variants: readonly string[]): Plan {
  const connector = filesOf(path.join(root, 'connectors', exampleName));
  const simulator = filesOf(path.join(root, 'tools', 'simulators', 'src', exampleName));
  for (const variant of variants) {
    const folder = path.join(root, 'tools', 'create-connector', 'variants', variant);
    for (const removed of removedBy(folder))
      for (const file of connector.keys())
        if (file === removed || file.startsWith(`${removed}/`)) connector.delete(file);
    for (const [file, text] of filesOf(path.join(folder, 'connector'))) connector.set(file, text);
    for (const [file, text] of filesOf(path.join(folder, 'simulator'))) simulator.set(file, text);
  }
  return { connector: underName(connector, names), simulator: underName(simulator, names) };
}

function underName(files: ReadonlyMap<string, string>, names: Names): Map<string, string> {
  return new Map([...files].sort().map(([file, text]) => [file, renamed(text, names)]));
}

function removedBy(folder: string): string[] {
  const file = path.join(folder, 'removed.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** What lies beside them was built, packaged or installed. */
const sourceFolders = ['src', 'test'];

function filesOf(folder: string, below = ''): Map<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
    const file = path.posix.join(below, entry.name);
    if (entry.isDirectory() && (below !== '' || sourceFolders.includes(entry.name)))
      for (const [inner, text] of filesOf(folder, file)) files.set(inner, text);
    // What a release has written is the example's own.
    if (entry.isFile() && entry.name !== 'CHANGELOG.md')
      files.set(file, readFileSync(path.join(folder, file), 'utf8'));
  }
  return files;
}

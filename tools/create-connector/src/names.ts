import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { isReserved } from './insertions.js';

/** The spellings of a name, as they stand in the example: `todo`, `Todo` and `To-do`. */
export interface Names {
  /** Of folders, packages and ids: `acme-desk`. */
  kebab: string;
  /** In identifiers: `AcmeDesk`. */
  pascal: string;
  /** What people read: `Acme Desk`. */
  display: string;
}

export const exampleName = 'todo';

/** Folders of the simulators that are none, and packages of the workspace. */
const ownNames = [
  'http',
  'order',
  'random',
  'core',
  'testing',
  'airdrop',
  'bench',
  'simulators',
  'snap-in',
  'create-connector',
  'shelf',
  'countdown',
  'connector',
  'node-modules',
  'test',
  'dist',
  'src',
];
/** Folders that cannot be made on Windows, whatever comes behind a point. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)$/;
const longestName = 40;

/**
 * @param root of the workspace
 * @throws Error with a sentence when the name is none for a connector, or is taken
 */
export function readNames(name: string, display: string | undefined, root: string): Names {
  checkName(name, root);
  const words = name.split('-').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  const shown = display?.trim() ?? words.join(' ');
  if (!/^[\p{L}\p{N}][\p{L}\p{N} .&+-]{0,39}$/u.test(shown))
    throw new Error(
      `"${shown}" cannot be shown as the name of a system. Use at most 40 letters, digits, spaces and hyphens.`,
    );
  return { kebab: name, pascal: words.join(''), display: shown };
}

/** @throws Error with a sentence */
export function checkName(name: string, root: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > longestName)
    throw new Error(
      `"${name}" is no name for a connector. Use at most ${longestName} small letters, digits and single hyphens, beginning with a letter: acme-desk.`,
    );
  if (ownNames.includes(name))
    throw new Error(`"${name}" already means something else in this workspace. Choose another name.`);
  if (isReserved(name) || builtinModules.includes(name) || deviceName.test(name))
    throw new Error(
      `"${name}" already means something else to JavaScript, to Node or to an operating system. Choose another name.`,
    );
  for (const folder of [path.join('connectors', name), path.join('tools', 'simulators', 'src', name)]) {
    if (existsSync(path.join(root, folder)))
      throw new Error(
        `The folder ${folder} is there already, and nothing is overwritten. Choose another name.`,
      );
  }
}

/** A text of the example with the new name in all its spellings. */
export function renamed(text: string, { kebab, pascal, display }: Names): string {
  return text.replace(/To-do|Todo|todo/g, (spelling) =>
    spelling === 'To-do' ? display : spelling === 'Todo' ? pascal : kebab,
  );
}

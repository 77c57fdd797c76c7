// Compares what a tutorial makes with what is committed, and takes it over.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What builds, installations and releases leave behind is not the author's. */
const made = ['dist', 'node_modules', '.turbo', 'package', 'CHANGELOG.md'];

/**
 * @param {string} committed root of a workspace
 * @param {string} outcome root of another one
 * @param {string} folder in both
 * @returns {string[]} sentences, none when all files are the same
 */
export function differencesBetween(committed, outcome, folder) {
  const files = new Set([...filesIn(committed, folder), ...filesIn(outcome, folder)]);
  return [...files].sort().flatMap((file) => {
    const [here, there] = [committed, outcome].map((root) => path.join(root, file));
    if (!existsSync(there)) return [`${file} is committed, and the tutorial does not make it`];
    if (!existsSync(here)) return [`${file} is made by the tutorial, and not committed`];
    return readFileSync(here, 'utf8') === readFileSync(there, 'utf8') ? [] : [`${file} differs`];
  });
}

/** Afterwards the folder of the workspace has the files of the outcome; what is not the author's stays. */
export function replaceFolder(root, outcome, folder) {
  for (const file of filesIn(root, folder)) rmSync(path.join(root, file));
  for (const file of filesIn(outcome, folder)) cpSync(path.join(outcome, file), path.join(root, file));
}

function filesIn(root, folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !made.includes(name))
    .flatMap((entry) => {
      const place = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(root, place) : [place];
    });
}

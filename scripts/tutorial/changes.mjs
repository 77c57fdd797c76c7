// Does to the files of a workspace what a block of a tutorial says, and refuses whatever would be a guess.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} root of the workspace
 * @param {import('./steps.mjs').FileChange} change
 * @throws Error naming the line of the document; the file is as it was then
 */
export function applyChange(root, change) {
  const file = path.join(root, change.path);
  if (change.kind === 'create') {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, change.text);
    return;
  }
  if (!existsSync(file)) throw problem(change, 'there is no such file');
  let text = readFileSync(file, 'utf8');
  for (const { before, after } of hunksOf(change)) {
    const places = placesOf(text, before);
    if (places.length !== 1)
      throw problem(change, `found ${places.length} times instead of once:\n${before}`);
    text = `${text.slice(0, places[0])}${after}${text.slice(places[0] + before.length)}`;
  }
  writeFileSync(file, text);
}

/** Hunks are divided by lines that begin with "@@"; an empty line is an empty line of the file. */
function hunksOf(change) {
  const hunks = [{ before: '', after: '' }];
  for (const line of change.text.split('\n').slice(0, -1)) {
    if (line.startsWith('@@')) {
      hunks.push({ before: '', after: '' });
      continue;
    }
    const [sign, rest] = [line.charAt(0) || ' ', `${line.slice(1)}\n`];
    if (!' +-'.includes(sign)) throw problem(change, `a line begins with neither " ", "+" nor "-": ${line}`);
    if (sign !== '+') hunks.at(-1).before += rest;
    if (sign !== '-') hunks.at(-1).after += rest;
  }
  const written = hunks.filter(({ before, after }) => before + after !== '');
  for (const { before, after } of written) {
    if (before === '') throw problem(change, 'a hunk says nothing about its place');
    if (before === after) throw problem(change, 'a hunk changes nothing');
  }
  return written;
}

/** Where whole lines of the text are these lines. */
function placesOf(text, lines) {
  const places = [];
  for (let at = text.indexOf(lines); at >= 0; at = text.indexOf(lines, at + 1))
    if (at === 0 || text.charAt(at - 1) === '\n') places.push(at);
  return places;
}

function problem({ line, path: file }, what) {
  return new Error(`line ${line} of the tutorial, ${file}: ${what}`);
}

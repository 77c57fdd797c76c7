// Reads a tutorial: what its blocks of code do to a workspace, step by step.

/**
 * @typedef {{kind: 'create' | 'change', path: string, text: string, line: number}} FileChange
 * @typedef {{kind: 'run', text: string, line: number}} Command
 * @typedef {{title: string, line: number, changes: (FileChange | Command)[]}} Step
 */

const heading = /^## (\d+\. .+)$/;
/** Blocks whose words say nothing after the language are only looked at. */
const shown = /^[a-z]*$/;

/**
 * A step is what stands below a heading `## 1. …`. What a block does is said behind its fence: "ts create <path>" is a
 * whole file, "diff <path>" changes one, "sh run" is a command.
 * @param {string} text of the document
 * @returns {Step[]}
 * @throws Error naming the line of the document
 */
export function readSteps(text) {
  const steps = [];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const [, title] = heading.exec(lines[index]) ?? [];
    if (title !== undefined) {
      const number = steps.length + 1;
      if (!title.startsWith(`${number}. `)) throw at(index, `step ${number} is expected here`);
      steps.push({ title, line: index + 1, changes: [] });
      continue;
    }
    const [, info] = /^```(.*)$/.exec(lines[index]) ?? [];
    if (info === undefined) continue;
    const end = lines.indexOf('```', index + 1);
    if (end < 0) throw at(index, 'this block has no end');
    const block = lines.slice(index + 1, end).map((line) => `${line}\n`);
    const change = changeOf(info.trim(), block.join(''), index);
    if (change !== undefined && steps.length === 0) throw at(index, 'this block belongs to no step');
    if (change !== undefined) steps.at(-1).changes.push({ ...change, line: index + 1 });
    index = end;
  }
  return steps;
}

function changeOf(info, text, index) {
  if (info === 'sh run') return { kind: 'run', text };
  const [, created, changed] = /^(?:[a-z]+ create (\S+)|diff (\S+))$/.exec(info) ?? [];
  const path = created ?? changed;
  if (path === undefined && shown.test(info) && info !== 'diff') return undefined;
  if (path === undefined) throw at(index, `"${info}" does not say what to do with this block`);
  if (path.startsWith('/') || path.split('/').includes('..')) throw at(index, `${path} leaves the workspace`);
  return { kind: created === undefined ? 'change' : 'create', path, text };
}

function at(index, what) {
  return new Error(`line ${index + 1} of the tutorial: ${what}`);
}

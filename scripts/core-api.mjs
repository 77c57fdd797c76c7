#!/usr/bin/env node
// Writes docs/core-api from the declarations core was built to: `npm run api [folder of the workspace]`. With --check
// it only compares. A page per entry of the package for readers, and a report without prose that tells whether the API
// changed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const options = process.argv.slice(2);
const [given] = options.filter((option) => !option.startsWith('--'));
const root = path.resolve(given ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));
const core = path.join(root, 'packages', 'core');
const folder = path.join(root, 'docs', 'core-api');
/** Lines of the longest shape that is written out. */
const longestShape = 250;
const dist = path.join(core, 'dist') + path.sep;

const manifest = JSON.parse(readFileSync(path.join(core, 'package.json'), 'utf8'));
const entries = Object.entries(manifest.exports).map(([subPath, { types }]) => ({
  page: subPath === '.' ? 'core' : subPath.slice(2),
  specifier: manifest.name + subPath.slice(1),
  file: path.join(core, types),
}));
const program = ts.createProgram(
  entries.map(({ file }) => file),
  {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  },
);
const checker = program.getTypeChecker();
const withoutProse = ts.createPrinter({ removeComments: true });

for (const entry of entries) {
  const source = program.getSourceFile(entry.file);
  if (source === undefined) fail(`${path.relative(root, entry.file)} is missing: build core first.`);
  entry.exports = checker
    .getExportsOfModule(checker.getSymbolAtLocation(source))
    .map((symbol) => ({ name: symbol.name, symbol: originOf(symbol) }))
    .sort(byName);
  entry.head = headOf(entry.file);
}
/** Where each export is described; what several entries offer belongs to the first. */
const homes = new Map();
for (const entry of entries) {
  for (const { symbol } of entry.exports) if (!homes.has(symbol)) homes.set(symbol, entry);
}

const undocumented = [...homes]
  .filter(([symbol]) => description(symbol) === '')
  .map(([symbol, { page }]) => `${page}: ${symbol.name}`);
const pages = new Map(entries.map((entry) => [`${entry.page}.md`, pageOf(entry)]));
pages.set('README.md', indexPage());
pages.set('report.md', report());

if (options.includes('--check')) {
  const problems = undocumented.map((name) => `${name} is exported without a docstring`);
  for (const name of new Set([...pages.keys(), ...readdirSync(folder)])) {
    if (pages.get(name) !== readIfThere(path.join(folder, name)))
      problems.push(`docs/core-api/${name} is not what core exports: npm run api`);
  }
  if (problems.length > 0) fail(problems.join('\n'));
  process.stdout.write(`core-api: ${homes.size} exports, all described\n`);
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(path.join(folder, name), text);
  for (const name of undocumented) process.stdout.write(`without a docstring: ${name}\n`);
}

function pageOf(entry) {
  const parts = entry.exports.map(({ name, symbol }) => {
    const home = homes.get(symbol);
    if (home !== entry)
      return `## ${name}\n\nSee [${home.specifier}](${home.page}.md#${name.toLowerCase()}).\n`;
    const shape = declarationsOf(symbol).map((declaration) => code(declaration.getText()));
    return `## ${name}\n\n${paragraphs(docstring(symbol))}${block(shape)}`;
  });
  return `# ${entry.specifier}\n\n${paragraphs(entry.head)}${parts.join('\n')}`;
}

function indexPage() {
  const lines = entries.map(
    ({ page, specifier, head, exports }) =>
      `- [${specifier}](${page}.md): ${exports.length} exports. ${head}`,
  );
  return `# What core offers

Written from core's docstrings by \`npm run api\`, a page per entry of the package. [report.md](report.md) is the same
without prose: a change of it needs a changeset of core
([decision](../decisions/2026-11-26-report-of-the-api.md)).

${lines.join('\n')}
`;
}

/** What connectors can depend on: every export, and every type those refer to although nobody can import it. */
function report() {
  const parts = entries.map((entry) => {
    const shapes = entry.exports.map(({ name, symbol }) =>
      homes.get(symbol) === entry ? bareShape(symbol) : `// ${name}: as in ${homes.get(symbol).specifier}`,
    );
    return `## ${entry.specifier}\n\n${block(shapes)}`;
  });
  const hidden = [...referredTo()].map(bareShape).sort();
  return `# Report of the API\n\n${parts.join('\n')}\n## Referred to, not exported\n\n${block(hidden)}`;
}

function bareShape(symbol) {
  return declarationsOf(symbol)
    .map((node) => code(withoutProse.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())))
    .join('\n');
}

/** A table of facts is told by its digest: the sources it was written as say what changed in it. */
function block(shapes) {
  const shown = shapes.map((shape) => {
    const lines = shape.split('\n');
    if (lines.length <= longestShape) return shape;
    const digest = createHash('sha256').update(shape).digest('hex').slice(0, 12);
    return `${lines[0]} /* ${lines.length - 2} lines, ${digest} */ };`;
  });
  return `\`\`\`ts\n${shown.join('\n')}\n\`\`\`\n`;
}

/** Declarations of core that signatures name, directly or through one another. */
function referredTo() {
  const found = new Set();
  const seen = new Set();
  const visit = (symbol) => {
    if (seen.has(symbol)) return;
    seen.add(symbol);
    if (!homes.has(symbol)) found.add(symbol);
    for (const declaration of declarationsOf(symbol)) walk(declaration);
  };
  const walk = (node) => {
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      const origin = symbol && originOf(symbol);
      if (origin?.declarations?.some(isTopLevel)) visit(origin);
    }
    if (!isPrivate(node)) ts.forEachChild(node, walk);
  };
  for (const symbol of homes.keys()) visit(symbol);
  return found;
}

function isTopLevel(declaration) {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return statement.getSourceFile().fileName.startsWith(dist) && ts.isSourceFile(statement.parent);
}

function declarationsOf(symbol) {
  return (symbol.declarations ?? []).map((declaration) =>
    ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration,
  );
}

function isPrivate(node) {
  return ts.isClassElement(node) && ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private;
}

function description(symbol) {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
}

/** What a docstring says, and under it what is taken, returned and thrown. */
function docstring(symbol) {
  const tags = symbol.getJsDocTags(checker).map(({ name, text: parts = [] }) => {
    const words = ts.displayPartsToString(parts).replace(/\s+/g, ' ').trim();
    return name === 'param' ? words.replace(/^(\S+)/, '- `$1`:') : `- ${name}: ${words}`;
  });
  return [description(symbol), tags.join('\n')].filter((part) => part !== '').join('\n\n');
}

/** The comment the source of an entry begins with says whom it is for. */
function headOf(declarations) {
  const source = declarations.replace(dist, path.join(core, 'src', path.sep)).replace(/\.d\.ts$/, '.ts');
  const [, head = ''] = /^((?:\/\/ .*\n)+)\n/.exec(readFileSync(source, 'utf8')) ?? [];
  return head
    .replace(/^\/\/ /gm, '')
    .trim()
    .replaceAll('\n', ' ');
}

/** Private members are nobody's business; four spaces of the compiler become the two of this workspace. */
function code(text) {
  return text
    .replace(/^export (declare )?/, '')
    .replace(/^declare /, '')
    .split('\n')
    .filter((line) => !/^\s*(private |#private;)/.test(line))
    .map((line) => line.replace(/^( {4})+/, (indent) => ' '.repeat(indent.length / 2)))
    .join('\n');
}

function paragraphs(text) {
  return text === '' ? '' : `${text}\n\n`;
}

function originOf(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function byName(one, other) {
  return one.name < other.name ? -1 : 1;
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

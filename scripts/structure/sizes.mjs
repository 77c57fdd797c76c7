// A connector says what is special about its system and little else: what it costs to have one is counted.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const most = { configurationLines: 90, configurationFiles: 6, contractLines: 15, simpleStreamLines: 40 };

/**
 * @param folder of a connector
 * @returns what is too large, as sentences, and the line of figures that is shown when nothing is
 */
export function sizesOf(folder) {
  const name = `connectors/${path.basename(folder)}`;
  // Everything beside the sources and the documents is configuration.
  const configuration = filesIn(folder).filter((file) => !file.endsWith('.md'));
  const lines = sum(configuration.map((file) => linesOf(path.join(folder, file))));
  const contract = linesOf(path.join(folder, 'test', 'contract.test.ts'));
  const streams = filesIn(path.join(folder, 'src', 'streams'))
    .map((file) => path.join(folder, 'src', 'streams', file))
    .filter((file) => readFileSync(file, 'utf8').includes('kit.stream('))
    .map(linesOf);
  const simple = streams.filter((length) => length <= most.simpleStreamLines).length;
  const problems = [];
  if (lines > most.configurationLines || configuration.length > most.configurationFiles)
    problems.push(
      `${name} has ${lines} lines of configuration in ${configuration.length} files; ${most.configurationLines} in ${most.configurationFiles} are the most`,
    );
  if (contract > most.contractLines)
    problems.push(
      `${name}/test/contract.test.ts has ${contract} lines, ${most.contractLines} are the most: what the system is like stands in contract-shape.ts`,
    );
  if (streams.length > 0 && simple === 0)
    problems.push(
      `${name} has no stream of at most ${most.simpleStreamLines} lines; the shortest has ${Math.min(...streams)}`,
    );
  return {
    problems,
    figures: `${path.basename(folder)}: ${lines} lines of configuration in ${configuration.length} files, contract in ${contract}, ${simple} of ${streams.length} streams in at most ${most.simpleStreamLines}, the shortest in ${Math.min(...streams)}`,
  };
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== 'CHANGELOG.md')
    .map(({ name }) => name);
}

function linesOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').length : 0;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

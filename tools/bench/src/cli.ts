#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { builtConnectors } from './built-connectors.js';
import { measureAll } from './measure-all.js';
import { tableOf, virtualTableOf } from './table.js';
import { measureVirtualLoading } from './virtual-loading.js';
import { measureVirtualRuns, virtualTargets } from './virtual-runs.js';

const usage = `npm run bench -- [options]

  --records <number>  records of the comparison with the plain loop (200000)
  --rounds <number>   how often both sides run in turns; the median counts (3)
  --million           measures memory with a million records too
  --virtual-only      plays runs on virtual time and measures nothing else
  --no-virtual        plays none
  --connector <name>  plays those of one connector only (all)
  --hundred-thousand  plays them with 100,000 root objects too, which takes many minutes
  --runtime <path>    module that exports "benchRuntime" (tools/bench/README.md); takes the place of core
  --json <file>       file for the same figures as JSON
`;

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    million: { type: 'boolean', default: false },
    'virtual-only': { type: 'boolean', default: false },
    'no-virtual': { type: 'boolean', default: false },
    connector: { type: 'string' },
    'hundred-thousand': { type: 'boolean', default: false },
    runtime: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const records = Number(values.records);
const rounds = Number(values.rounds);
if (
  values.help ||
  !Number.isSafeInteger(records) ||
  records < 1 ||
  !Number.isSafeInteger(rounds) ||
  rounds < 1
) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}

const played = values['no-virtual'] ? [] : chosenConnectors();

const ownRuntime = fileURLToPath(new URL('./own-runtime.js', import.meta.url));
const note = (text: string) => process.stderr.write(`${text}\n`);
const figures = values['virtual-only']
  ? undefined
  : await measureAll({
      records,
      rounds,
      memorySteps: [10_000, 100_000, ...(values.million ? [1_000_000] : [])],
      runtimePath: values.runtime === undefined ? ownRuntime : path.resolve(values.runtime),
      note,
    });
if (figures) process.stdout.write(`${tableOf(figures)}\n`);

const virtualSizes = [10_000, ...(values['hundred-thousand'] ? [100_000] : [])];
const virtualRuns = await measureVirtualRuns(played, virtualSizes, note);
const virtualLoading = await measureVirtualLoading(played, { roots: 200, edits: 1_000 }, note);
if (played.length > 0) process.stdout.write(`${virtualTableOf(virtualRuns, virtualLoading)}\n`);

if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ ...figures, virtualRuns, virtualLoading }, null, 2)}\n`);
const targets = [...(figures?.targets ?? []), ...virtualTargets(virtualRuns)];
if (targets.some(({ isMet }) => !isMet)) process.exitCode = 1;

/** Ends the process with a sentence when there is no such connector, before anything is measured. */
function chosenConnectors(): string[] {
  try {
    return builtConnectors(values.connector);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}

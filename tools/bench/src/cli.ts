#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureAll } from './measure-all.js';
import { tableOf } from './table.js';

const usage = `npm run bench -- [--records <number>] [--rounds <number>] [--million] [--runtime <path>] [--json <file>]

  --records   records of the comparison with the plain loop (200000)
  --rounds    how often both sides run in turns; the median counts (3)
  --million   measures memory with a million records too
  --runtime   module that exports "benchRuntime" (tools/bench/README.md); takes the place of core
  --json      file for the same figures as JSON
`;

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    million: { type: 'boolean', default: false },
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

const ownRuntime = fileURLToPath(new URL('./own-runtime.js', import.meta.url));
const figures = await measureAll({
  records,
  rounds,
  memorySteps: [10_000, 100_000, ...(values.million ? [1_000_000] : [])],
  runtimePath: values.runtime === undefined ? ownRuntime : path.resolve(values.runtime),
  note: (text) => process.stderr.write(`${text}\n`),
});
process.stdout.write(`${tableOf(figures)}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
if (figures.targets.some(({ isMet }) => !isMet)) process.exitCode = 1;

#!/usr/bin/env node
// Stands in for DevRev's command: answers from a script and writes down what it was asked. Both are named by the
// environment, since the command line belongs to what is being tested.
import { appendFileSync, readFileSync } from 'node:fs';

const args = process.argv.slice(2);
const { answers, calls } = JSON.parse(readFileSync(process.env.STAND_IN_SCRIPT, 'utf8'));
const input = readFileSync(0, 'utf8');
const before = readLines(calls).filter((call) => startsLike(call.args, args)).length;
appendFileSync(calls, `${JSON.stringify({ args, input })}\n`);

const found = Object.entries(answers).find(([command]) => args.join(' ').startsWith(command));
const list = found === undefined ? [] : [found[1]].flat();
const answer = list[Math.min(before, list.length - 1)] ?? {};
if (answer.error !== undefined) {
  process.stderr.write(`${answer.error}\n`);
  process.exit(1);
}
process.stdout.write(typeof answer.text === 'string' ? answer.text : JSON.stringify(answer));

function readLines(file) {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

function startsLike(earlier, now) {
  return earlier[0] === now[0] && earlier[1] === now[1];
}

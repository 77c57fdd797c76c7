import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allCases } from '../src/cases/all.js';
import { isEmptyCell, readFailureTable, type TablePhase, tablePhases } from '../src/failure-table.js';

const [Units, Metadata, Data, Attachments] = ['Units', 'Metadata', 'Data', 'Attachments'] as const;
const [Items, Files] = ['Items', 'Written files'] as const;
type Named = readonly [row: string, phases: readonly TablePhase[], file: string, title: string];

const failures = 'core/test/loading/failures.test.ts';
const loading = 'core/test/loading/loading.test.ts';

/** Cells that need no whole run to be seen, and the test that sees them; a file of core's tests or of these. */
const provenByTest: readonly Named[] = [
  [
    'source-unreachable',
    [Data],
    'core/test/runtime/delays.test.ts',
    'it ends in an error that says what is wrong',
  ],
  [
    'source-unreachable',
    [Attachments],
    'core/test/phases/attachments.test.ts',
    'is waited for and gives up no file',
  ],
  ['source-asks-wait', [Data], 'core/test/runtime/delays.test.ts', 'that names a longer wait gets it'],
  [
    'source-asks-wait',
    [Attachments],
    'core/test/phases/attachments.test.ts',
    'a system that asks for a wait',
  ],
  [
    'source-empty',
    [Attachments],
    'core/test/phases/sized-source.test.ts',
    'that differs once is asked for again',
  ],
  ['source-web-page', [Attachments], 'core/test/http/http-client.test.ts', 'a web page instead of a file'],
  ['redirect', [Data], 'core/test/http/http-client.test.ts', 'a redirect loop ends'],
  ['redirect', [Attachments], 'core/test/phases/attachments.test.ts', 'skipped, named, and not tried again'],
  ['record-invalid', [Units], 'core/test/runtime/run-phase.test.ts', 'one listed %s is refused'],
  ['record-invalid', [Data], 'core/test/phases/skip-threshold.test.ts', 'is no success'],
  ['field-invalid', [Data], 'core/test/artifacts/item-envelope.test.ts', 'costs the field, not the record'],
  [
    'item-type-unknown',
    [Data],
    'core/test/artifacts/item-envelope.test.ts',
    'the metadata of the run does not know',
  ],
  [
    'file-without-length',
    [Attachments],
    'testing/test/files.test.ts',
    'length the source does not tell arrives whole',
  ],
  [
    'state-not-kept',
    [Attachments],
    'core/test/phases/interrupted-runs.test.ts',
    'whatever fails, dies or is interrupted',
  ],
  ['upload-fails', [Metadata], 'testing/test/platform-faults.test.ts', 'on every endpoint at once'],
  [
    'upload-fails',
    [Attachments],
    'core/test/phases/interrupted-runs.test.ts',
    'whatever fails, dies or is interrupted',
  ],
  [
    'file-upload-fails',
    [Attachments],
    'core/test/phases/outage-watch.test.ts',
    'is no reason to give any of them up',
  ],
  [
    'reply-refused',
    [Attachments],
    'core/test/phases/interrupted-runs.test.ts',
    'whatever fails, dies or is interrupted',
  ],
  ['reply-refused', [Metadata], 'core/test/runtime/supervisor.test.ts', 'a reply that is refused is logged'],
  ['event-repeated', [Attachments], 'core/test/phases/attachments.test.ts', 'the same start event once more'],
  [
    'reply-large',
    [Data, Attachments],
    'core/test/runtime/outbox.test.ts',
    'every reply fits and nothing is left out',
  ],
  [
    'soft-deadline',
    [Units, Metadata],
    'core/test/http/http-client.test.ts',
    'a wait that does not fit before the deadline',
  ],
  ['requests-given-up', [Units, Metadata], 'core/test/runtime/run-phase.test.ts', 'fails with what to do'],
  ['requests-given-up', [Data], 'testing/test/worker-endings.test.ts', 'hangs past the abort deadline'],
  ['worker-stuck', [Data], 'core/test/runtime/supervisor.test.ts', 'after a checkpoint: progress'],
  ['worker-crash', [Units], 'testing/test/worker-endings.test.ts', 'before the data phase too'],
  ['worker-crash', [Data], 'testing/test/worker-endings.test.ts', 'running out of memory'],
  [
    'state-older',
    [Metadata],
    'core/test/state/state-document.test.ts',
    'flat, with attachment lists of every age',
  ],
  ['state-unreadable', [Data], 'core/test/state/state-store.test.ts', 'corrupt state stops everything'],
  ['window', [Metadata], 'core/test/state/extraction-window.test.ts', 'an empty window is refused'],
  [
    'event-unreadable',
    [Units],
    'core/test/runtime/supervisor.test.ts',
    'is answered with the name of what is wrong',
  ],
  ['source-unreachable', [Items, Files], failures, 'that meets an outage is waited for in delays'],
  ['source-error', [Items, Files], failures, 'that meets an outage is waited for in delays'],
  ['rate-limit-long', [Items, Files], failures, 'that is asked to come later is waited for'],
  [
    'object-busy',
    [Items],
    'core/test/loading/busy-objects.test.ts',
    'one that stays so is waited for in a delay',
  ],
  ['credentials', [Items, Files], failures, 'for which the credentials are refused'],
  ['forbidden', [Items, Files], failures, 'that is answered with %s is named'],
  ['gone', [Items, Files], failures, 'that is answered with %s is named'],
  ['item-invalid', [Items], loading, 'an item without an id or data is named'],
  ['item-invalid', [Files], failures, 'that is answered with %s is named'],
  ['field-refused', [Items], failures, 'a field that is refused is named'],
  ['reference-unknown', [Items], loading, 'one that leads nowhere is left out by name'],
  ['reference-unknown', [Files], loading, 'hang on the objects they belong to'],
  [
    'changed-on-both-sides',
    [Items],
    'core/test/loading/field-changes.test.ts',
    'an edit of DevRev loses is named',
  ],
  ['item-type-unknown', [Items], loading, 'of a type that nobody can write'],
  ['file-unavailable', [Files], loading, 'that DevRev does not have any more'],
  ['load-list', [Items, Files], failures, 'whose list %s is an error'],
  ['load-file-short', [Items], loading, 'a file that is cut short is an error'],
  ['load-file-cut-off', [Items], loading, 'a file that is cut off while it is being loaded'],
  ['link-not-kept', [Items, Files], failures, 'for which %s fails ends the run'],
  ['state-not-kept', [Items, Files], failures, 'for which %s fails ends the run'],
  ['soft-deadline', [Items], loading, 'out of time it replies progress'],
  ['requests-given-up', [Items, Files], failures, 'that is still under way when requests are given up'],
  ['event-again', [Items], loading, 'the same files once more change nothing'],
  ['event-again', [Files], loading, 'hang on the objects they belong to, once'],
];

const supervisorKnowsNoPhase =
  'the supervising thread treats all phases alike but for the name of the reply, which event-names.test.ts lists';
const linesAreReadAlike = 'lines of items and of files are worked off by the same function';
const stateIsOpenedAlike = 'the state is opened by the same function in every phase that has one';

/** Cells without a test of their own. */
const unproven: readonly (readonly [row: string, phases: readonly TablePhase[], reason: string])[] = [
  ['record-invalid', [Metadata], 'metadata is typed: a wrong record type does not compile'],
  [
    'event-repeated',
    [Units, Metadata],
    'both phases read nothing that an earlier invocation left but the window',
  ],
  ['worker-stuck', [Units, Metadata, Attachments, Items, Files], supervisorKnowsNoPhase],
  ['worker-crash', [Metadata, Attachments, Items, Files], supervisorKnowsNoPhase],
  ['load-file-short', [Files], linesAreReadAlike],
  ['load-file-cut-off', [Files], linesAreReadAlike],
  ['soft-deadline', [Files], linesAreReadAlike],
  [
    'disk-full',
    [Attachments],
    'takes a full disk; what is thrown is treated like any other error of one file',
  ],
  ['state-older', [Attachments], stateIsOpenedAlike],
  ['state-unreadable', [Attachments], stateIsOpenedAlike],
  ['window', [Data, Attachments], stateIsOpenedAlike],
  ['event-unreadable', [Metadata, Attachments], supervisorKnowsNoPhase],
];

const table = readFailureTable();
const nameOf = (row: string, phase: TablePhase) => `${row} × ${phase}`;

/** Cells with something in them, by name. */
const cells = [...table].flatMap(([row, byPhase]) =>
  tablePhases.filter((phase) => !isEmptyCell(byPhase[phase])).map((phase) => nameOf(row, phase)),
);

test('core’s README has the table, and every row has an id', () => {
  expect(table.size).toBeGreaterThan(35);
  const readme = readFileSync(new URL('../../core/README.md', import.meta.url), 'utf8');
  const section =
    /## What becomes of a failure\n([\s\S]*?)\n## |## What becomes of a failure\n([\s\S]*)$/.exec(readme);
  const lines = (section?.[0] ?? '').split('\n').filter((line) => /^\| (?!Id |-)/.test(line));
  expect(new Set(lines.map((line) => /^\| `([\w-]+)`/.exec(line)?.[1]))).toEqual(new Set(table.keys()));
});

describe('every cell has a case, a test, or a reason', () => {
  const byCase = allCases.flatMap(({ proves = [] }) => proves.map(({ row, phase }) => nameOf(row, phase)));
  const byTest = provenByTest.flatMap(([row, phases]) => phases.map((phase) => nameOf(row, phase)));
  const byReason = unproven.flatMap(([row, phases]) => phases.map((phase) => nameOf(row, phase)));

  test('none is left out', () => {
    const covered = new Set([...byCase, ...byTest, ...byReason]);
    expect(cells.filter((cell) => !covered.has(cell))).toEqual([]);
  });

  test('none is named that is not in the table', () => {
    expect([...byCase, ...byTest, ...byReason].filter((cell) => !cells.includes(cell))).toEqual([]);
  });

  test('a reason is given only where nothing else is', () => {
    expect(byReason.filter((cell) => byCase.includes(cell) || byTest.includes(cell))).toEqual([]);
  });
});

test.each(provenByTest)('the test for %s × %s is in %s', (_row, _phases, file, title) => {
  const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  expect(source.includes(title), title).toBe(true);
});

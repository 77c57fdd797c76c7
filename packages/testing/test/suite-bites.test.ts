import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseById } from '../src/cases/all.js';
import { type ContractSubject, shapeOf } from '../src/contract-case.js';
import { shelfSubject } from './shelf-subject.js';

/** Toys with one thing wrong, the case that must notice, and what it must notice. */
const broken: readonly [toy: string, caseId: string, complaint: RegExp][] = [
  ['broken-cursor-ahead', 'page-by-page', /missing/],
  ['broken-swallowed-error', 'fault-lasting-410', /"status":"done"/],
  ['broken-swallowed-error', 'permission-gap', /"row":"forbidden".*"seen":\[\]/],
  ['broken-two-item-types', 'initial-run', /is held under books and books_rare/],
  ['broken-undeclared-field', 'initial-run', /field_undeclared/],
  ['broken-missing-field', 'initial-run', /missing/],
  ['broken-enum-value', 'initial-run', /field_invalid/],
  ['broken-secret-in-log', 'secrets-good-run', /output of START_EXTRACTING_DATA/],
  ['broken-secret-in-record', 'secrets-good-run', /file \d+: .*<credential>/],
  ['broken-endless-paging', 'initial-run', /\[endless_paging\]/],
  ['broken-endless-pages', 'terminates', /requests for 40 root objects/],
  ['broken-growing-cursor', 'state-size', /100000/],
  ['broken-double-counting', 'initial-run', /expected \d+ to be \+?0/],
  ['broken-window', 'increment', /book-/],
  ['broken-scope', 'scope', /GET \/notes/],
  ['broken-silent-skip', 'poison-one', /record-invalid/],
  ['broken-open-notes', 'visibility', /is internal and arrives as public/],
  ['broken-arrival-order', 'random-delays', /number \d+/],
  ['broken-first-children', 'many-children', /missing/],
  ['broken-cleaned-names', 'file-names', /escaped/],
  ['broken-held-file', 'file-large', /to be less than 100/],
  ['broken-mapping', 'documents-valid', /scrolls/],
  ['broken-asks-each-book', 'call-efficiency', /GET \/notes was called 3000 times, 1000 would do/],
  ['broken-one-by-one', 'time-efficiency', /efficiency of run: expected 0\.[0-8]/],
  ['broken-unpaced', 'time-efficiency', /"refusedShare":0\.00/],
];

describe.concurrent('the suite notices', () => {
  test.for(broken)('%s by %s', { timeout: 180_000 }, async ([toy, caseId, complaint]) => {
    expect(await complaintOf(shelfSubject(toy), caseId)).toMatch(complaint);
  });

  // The few edits have few boundaries; what is wrong shows at some of them.
  test.each(['broken-unmarked-writes', 'broken-unsought-writes'])(
    '%s by reverse-kill-anywhere',
    { timeout: 180_000 },
    async (toy) => {
      const subject = shelfSubject(toy);
      const shape = { ...shapeOf(subject), writing: { killed: { roots: 4, edits: 6 } } };
      expect(await complaintOf({ ...subject, shape }, 'reverse-kill-anywhere')).toMatch(
        /was made, but no object of DevRev is linked with it/,
      );
    },
  );

  test('a second reply by initial-run', async () => {
    const bundlePath = path.join(import.meta.dirname, 'broken-double-reply.cjs');
    const subject = { ...shelfSubject('none'), bundlePath };
    expect(await complaintOf(subject, 'initial-run')).toMatch(/exactly one reply/);
  });
});

describe.concurrent('and leaves the same toys alone where nothing is wrong with them', () => {
  test.each([
    ['broken-cursor-ahead', 'initial-run'],
    ['broken-swallowed-error', 'initial-run'],
    ['broken-secret-in-log', 'initial-run'],
    ['broken-window', 'initial-run'],
    ['broken-scope', 'initial-run'],
    ['broken-mapping', 'secrets-good-run'],
    ['broken-window', 'documents-valid'],
    ['broken-two-item-types', 'secrets-good-run'],
    ['broken-double-counting', 'secrets-good-run'],
    ['broken-asks-each-book', 'initial-run'],
    ['broken-one-by-one', 'initial-run'],
    ['broken-unpaced', 'initial-run'],
  ])('%s in %s', async (toy, caseId) => {
    await caseById(caseId).run(shelfSubject(toy));
  });
});

/** What a case says about a toy, with the difference it shows. */
async function complaintOf(subject: ContractSubject, caseId: string): Promise<string> {
  try {
    await caseById(caseId).run(subject);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { actual } = error as { actual?: unknown };
    return `${error.message} ${JSON.stringify(actual)}`;
  }
  throw new Error(`The case ${caseId} found nothing wrong with ${subject.bundlePath}.`);
}

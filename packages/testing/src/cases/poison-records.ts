import { type PoisonedPage, poisonMost, poisonOne, type SourceRequest } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { skipReport } from '../connector-log.js';
import { type ContractCase, type ContractSubject, shapeOf } from '../contract-case.js';
import { expected, expectOutcome } from '../failure-table.js';
import { outdatedRecords } from '../held-records.js';
import { expectComplete, expectFailure, expectSentence } from '../outcome.js';
import { isRequestOf } from '../source-endpoints.js';
import { inWorld } from '../world.js';

const group = 'poison records';

/** What cannot be read costs itself, until it is too much to be called a success. */
export const poisonRecordCases: readonly ContractCase[] = [
  {
    id: 'poison-one',
    group,
    title: 'one unreadable root object is skipped and named, everything else arrives (A23, fault 19)',
    proves: [expected('record-invalid', 'Data')],
    timeoutMs: 120_000,
    run: skipOne,
  },
  {
    id: 'poison-many',
    group,
    title: 'more unreadable root objects than can be called a gap end the run with a sentence (A23)',
    proves: [expected('record-invalid', 'Data', 'otherwise')],
    timeoutMs: 120_000,
    run: failOverMany,
  },
];

async function skipOne(subject: ContractSubject): Promise<void> {
  const { rootKind, rootRecordId = (id: string) => id } = shapeOf(subject);
  const poison = poisonRootPages(subject, poisonOne, 1);
  await inWorld({ ...subject, size: 150, source: poison.source }, async (world) => {
    const summary = await world.sync();
    const [poisoned = ''] = poison.ids();
    expect(poison.ids()).toHaveLength(1);
    expectOutcome(summary, expected('record-invalid', 'Data'));
    expect(summary).toMatchObject({
      status: 'done',
      duplicated: 0,
      violations: [],
      skipped: expect.any(Number),
    });
    const named = skipReport(world.dataDirectory).filter(({ code }) => code !== 'file_empty');
    expect(named).toMatchObject([
      {
        skip_report: 'record',
        id: poisoned,
        item_type: expect.stringMatching(/\S/),
        code: expect.stringMatching(/\S/),
      },
    ]);
    expectSentence(named[0]?.reason);
    const lost = rootRecordId(poisoned);
    const absent: string[] = [];
    const children: string[] = [];
    for (const { kind, id, fields = {} } of world.simulator.truth(summary.unit?.id ?? '')) {
      if (kind === rootKind && id === lost) absent.push(`${kind} ${id} is absent.`);
      // What the system sends inside the page is lost with the object; what has a list of its own is not.
      else if (kind !== rootKind && Object.values(fields).includes(lost))
        children.push(`${kind} ${id} is absent.`);
    }
    const outdated = await outdatedRecords(world, summary.unit?.id ?? '');
    expect(outdated).toEqual(expect.arrayContaining(absent));
    expect(outdated.filter((sentence) => ![...absent, ...children].includes(sentence))).toEqual([]);
    poison.stop();
    expectComplete(await world.sync());
  });
}

async function failOverMany(subject: ContractSubject): Promise<void> {
  const poison = poisonRootPages(subject, poisonMost, Number.POSITIVE_INFINITY);
  await inWorld({ ...subject, size: 150, source: poison.source }, async (world) => {
    const summary = await world.sync();
    expect(poison.ids().length).toBeGreaterThan(20);
    expectFailure(summary, /\[too_many_skipped\]$/);
    poison.stop();
    expectComplete(await world.sync());
  });
}

/** @param pages how many pages are poisoned, in the order they are asked for; a page asked for again counts again */
function poisonRootPages(subject: ContractSubject, poison: (body: string) => PoisonedPage, pages: number) {
  const { rootPages } = shapeOf(subject);
  const ids: string[] = [];
  let left = pages;
  const fault = (request: SourceRequest) => {
    if (left === 0 || !isRequestOf(rootPages, request)) return undefined;
    left -= 1;
    return {
      rewrite: (body: string) => {
        const page = poison(body);
        ids.push(...page.ids);
        return page.body;
      },
    };
  };
  return {
    source: { fault },
    ids: () => ids,
    stop: () => {
      left = 0;
    },
  };
}

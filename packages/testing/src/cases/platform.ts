import type { Fault, RunSyncOptions } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import { lastConnectorLog } from '../connector-log.js';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expected, expectOutcome, extractionPhases, type Proof } from '../failure-table.js';
import { expectComplete, expectFailure, expectSentence } from '../outcome.js';
import { watchPhase } from '../run-phases.js';
import { inWorld } from '../world.js';

const group = 'platform faults';
const size = 24;

/** Every endpoint an extraction cannot do without. */
const endpoints = [
  'GET /internal/airdrop.external-worker.get',
  'GET /internal/airdrop.artifacts.upload-url',
  'GET /internal/snap-ins.get',
  'POST /callback/:id',
  'POST /internal/airdrop.artifacts.confirm-upload',
  'POST /internal/airdrop.external-worker.update',
  'POST /internal/airdrop.recipe.initial-domain-mappings.install',
  'POST /upload/:id',
];

const passing: readonly { id: string; what: string; fault: Fault }[] = [
  { id: 'platform-503', what: 'answers 503', fault: { status: 503, body: { message: 'try again' } } },
  {
    id: 'platform-web-page',
    what: 'answers with a web page',
    fault: { status: 502, body: '<html>bad gateway</html>' },
  },
  { id: 'platform-reset', what: 'cuts the connection', fault: 'reset' },
  {
    id: 'platform-reset-after',
    what: 'does what it is asked and cuts the connection before the answer',
    fault: 'reset-after',
  },
];

const lasting: readonly { id: string; what: string; endpoint: string; reason: RegExp; proof: Proof }[] = [
  {
    id: 'platform-keeps-no-state',
    what: 'saving the state',
    endpoint: 'POST /internal/airdrop.external-worker.update',
    reason: /^The DevRev platform failed while saving the sync state/,
    proof: expected('state-not-kept', 'Data'),
  },
  {
    id: 'platform-takes-no-upload',
    what: 'taking an upload',
    endpoint: 'POST /upload/:id',
    reason: /^The DevRev platform failed while uploading/,
    proof: expected('upload-fails', 'Data'),
  },
  {
    id: 'platform-confirms-nothing',
    what: 'confirming an upload',
    endpoint: 'POST /internal/airdrop.artifacts.confirm-upload',
    reason: /^The DevRev platform failed while confirming the upload/,
    proof: expected('upload-fails', 'Data'),
  },
];

/** A failing platform loses nothing. */
export const platformCases: readonly ContractCase[] = [
  ...passing.map(({ id, what, fault }) => ({
    id,
    group,
    title: `the platform ${what} on the first attempt of every endpoint (matrix 22–24)`,
    proves: [
      expected('state-not-kept', 'Metadata', 'passes'),
      expected('upload-fails', 'Units', 'passes'),
      expected('reply-refused', 'Units', 'passes'),
    ],
    run: (subject: ContractSubject) => failsOnceEverywhere(subject, fault),
  })),
  {
    id: 'platform-answer-lost',
    group,
    proves: extractionPhases.map((phase) => expected('reply-answer-lost', phase, 'passes')),
    title: 'the answer to every reply is lost once; the reply sent again is the same (matrix 25)',
    run: (subject) =>
      inWorld({ ...subject, size }, async (world) => {
        let lost = 0;
        const summary = await world.sync({
          faults: ({ endpoint, attempt }) => {
            if (endpoint !== 'POST /callback/:id' || attempt % 2 === 0) return undefined;
            lost += 1;
            return 'reset-after';
          },
        });
        expectComplete(summary);
        expect(lost).toBe(summary.invocations);
      }),
  },
  ...lasting.map(({ id, what, endpoint, reason, proof }) => ({
    id,
    group,
    title: `the platform fails at ${what} for good: the run says so, a later one misses nothing (matrix 22–24)`,
    proves: [proof],
    run: (subject: ContractSubject) => failsForGood(subject, endpoint, reason, proof),
  })),
  {
    id: 'platform-hears-no-reply',
    group,
    title: 'the platform takes no reply for good: the log says so, a later run misses nothing (matrix 24)',
    proves: [expected('reply-refused', 'Data')],
    run: (subject) => isNotHeard(subject),
  },
];

async function failsOnceEverywhere(subject: ContractSubject, fault: Fault): Promise<void> {
  await inWorld({ ...subject, size }, async (world) => {
    const failed = new Set<string>();
    const summary = await world.sync({
      faults: ({ endpoint }) => {
        if (failed.has(endpoint)) return undefined;
        failed.add(endpoint);
        return fault;
      },
    });
    expectComplete(summary);
    expect([...failed]).toEqual(expect.arrayContaining(endpoints));
  });
}

/** A status that means "no" and not "later", so that the test need not sit out the connector's patience. */
async function failsForGood(
  subject: ContractSubject,
  endpoint: string,
  reason: RegExp,
  proof: Proof,
): Promise<void> {
  await inWorld({ ...subject, size }, async (world) => {
    const phase = watchPhase();
    const faults: RunSyncOptions['faults'] = (request) =>
      phase.current() === 'data' && request.endpoint === endpoint
        ? { status: 403, body: { message: 'closed for the test' } }
        : undefined;
    const summary = await world.sync({ ...phase.run, faults });
    expectFailure(summary, reason);
    expectOutcome(summary, proof);
    expectComplete(await world.sync());
  });
}

async function isNotHeard(subject: ContractSubject): Promise<void> {
  await inWorld({ ...subject, size }, async (world) => {
    const phase = watchPhase();
    let refused = 0;
    const summary = await world.sync({
      ...phase.run,
      faults: ({ endpoint }) => {
        if (phase.current() !== 'data' || endpoint !== 'POST /callback/:id') return undefined;
        refused += 1;
        return { status: 403, body: { message: 'closed for the test' } };
      },
    });
    expectFailure(summary, /without a reply that was accepted/);
    expect(refused).toBe(4);
    const reasons = lastConnectorLog(world.dataDirectory)
      .map((line) => JSON.parse(line))
      .filter(({ level }) => level === 'error')
      .map(({ message }) => message);
    expect(reasons).toHaveLength(refused);
    for (const reason of reasons) {
      expect(reason).toMatch(/^The DevRev platform failed while reporting the result \(status 403/);
      expectSentence(reason);
    }
    expectComplete(await world.sync());
  });
}

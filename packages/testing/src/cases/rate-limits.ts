import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { type ContractCase, type ContractSubject, rootPageUpTo, shapeOf } from '../contract-case.js';
import { expected, expectOutcome, extractionPhases } from '../failure-table.js';
import { expectComplete, expectFailure } from '../outcome.js';
import { watchPhase } from '../run-phases.js';
import { endpointOf, isDownload, isRequestOf } from '../source-endpoints.js';
import { type LoggedRequest, logRequests } from '../source-log.js';
import { inWorld, skippingClock } from '../world.js';

const group = 'rate limits';

/** A limit as the source states it; a function for what depends on the time of asking. */
type RetryAfter = string | undefined | (() => string);

const secondsAhead = (seconds: number) => () => new Date(Date.now() + seconds * 1000).toUTCString();

/** Waits short enough to be sat out; nonsense means a wait of the connector's own. */
const shortWaits: Readonly<Record<string, RetryAfter>> = {
  seconds: '1',
  decimal: '0.4',
  zero: '0',
  absent: undefined,
  negative: '-5',
  words: 'soon',
  blank: ' ',
  'date-near': secondsAhead(1),
  'date-past': 'Wed, 21 Oct 2015 07:28:00 GMT',
  'date-broken': 'Wed, 99 Foo 2015 07:28:00 GMT',
};

/** Waits nobody sits out: the invocation ends and the platform comes back later. Seconds the reply must ask for. */
const longWaits: readonly { name: string; retryAfter: RetryAfter; least: number; most: number }[] = [
  { name: '120-seconds', retryAfter: '120', least: 120, most: 120 },
  { name: 'decimal', retryAfter: '90.2', least: 91, most: 91 },
  { name: 'date', retryAfter: secondsAhead(300), least: 290, most: 301 },
  // A quota resets within hours; days are a mistake of the source and are asked again sooner.
  { name: 'absurd', retryAfter: '99999999999999', least: 3600, most: 24 * 3600 },
];

/** Phases that cannot be delayed, by their name in core's table of failures. */
const columnOf = { 'external-sync-units': 'Units', metadata: 'Metadata' } as const;

/** Requests sent before the limit was heard of arrive within this time. */
const underWayMs = 250;

/** Being told to slow down: asked in every form, obeyed to the second, and no reason to lose anything. */
export const rateLimitCases: readonly ContractCase[] = [
  {
    id: 'rate-limit-forms',
    group,
    title: 'every form of Retry-After on the first attempt of every request is waited out (A20, fault 8)',
    proves: extractionPhases.map((phase) => expected('rate-limit-short', phase, 'passes')),
    run: everyShortForm,
  },
  {
    id: 'rate-limit-silence',
    group,
    title: 'nothing is asked of an endpoint while its limit lasts (A20)',
    alone: true,
    run: silentWhileLimited,
  },
  ...longWaits.map(
    (wait): ContractCase => ({
      id: `rate-limit-long-${wait.name}`,
      group,
      title: `a limit beyond what an invocation can wait becomes a delay of whole seconds and resumes (A20, fault 7): ${wait.name}`,
      proves: [expected('rate-limit-long', 'Data')],
      run: (subject) => delayedByRootPage(subject, wait),
    }),
  ),
  {
    id: 'rate-limit-files',
    group,
    title: 'a long limit on files delays the attachments phase, and each file arrives once (A20, A28)',
    proves: [expected('rate-limit-long', 'Attachments')],
    run: delayedByFiles,
  },
  ...(['external-sync-units', 'metadata'] as const).map(
    (phase): ContractCase => ({
      id: `rate-limit-${phase}`,
      group,
      title: `a long limit in phase ${phase}, which cannot be delayed, ends the run with a sentence that says how long to wait (A20, fault 7)`,
      proves: [expected('rate-limit-long', columnOf[phase])],
      run: (subject) => failedByLimit(subject, phase),
    }),
  ),
];

function tooManyRequests(retryAfter: RetryAfter): SourceFault {
  const value = typeof retryAfter === 'function' ? retryAfter() : retryAfter;
  return { status: 429, headers: value === undefined ? {} : { 'retry-after': value } };
}

async function everyShortForm(subject: ContractSubject): Promise<void> {
  const forms = Object.values(shortWaits);
  const played = new Set<RetryAfter>();
  let next = 0;
  const { source } = logRequests(({ attempt }) => {
    if (attempt > 1) return undefined;
    const form = forms[next % forms.length];
    next += 1;
    played.add(form);
    return tooManyRequests(form);
  });
  const world = { ...subject, size: 105, simulator: { attachmentShare: 0.1 }, source };
  await inWorld(world, async ({ sync }) => {
    expectComplete(await sync());
    expect(played.size).toBe(forms.length);
  });
}

async function silentWhileLimited(subject: ContractSubject): Promise<void> {
  const { rootPages } = shapeOf(subject);
  const isFileOrPage = (request: SourceRequest) =>
    isDownload(subject, request) || isRequestOf(rootPages, request);
  const waitSeconds = 2;
  const limited = new Set<string>();
  const { source, requests } = logRequests((request) => {
    if (!isFileOrPage(request)) return undefined;
    const isFirst = !limited.has(endpointOf(request));
    limited.add(endpointOf(request));
    // Slow enough that what is asked next cannot be taken for what was under way.
    return isFirst ? tooManyRequests(String(waitSeconds)) : { delayMs: underWayMs + 50 };
  });
  const world = { ...subject, size: 30, simulator: { pageSize: 10, attachmentShare: 0.4 }, source };
  await inWorld(world, async ({ sync }) => expectComplete(await sync()));
  expect(limited.size).toBeGreaterThan(1);
  const early = requests.flatMap((limit, position) =>
    typeof limit.fault === 'object' && 'status' in limit.fault
      ? requestsInside(limit, requests.slice(position + 1), waitSeconds * 1000)
      : [],
  );
  expect(early, 'requests to an endpoint inside the wait it asked for').toEqual([]);
}

/** Requests that were under way when the limit was stated cannot be blamed. */
function requestsInside(limit: LoggedRequest, later: readonly LoggedRequest[], waitMs: number): string[] {
  return later
    .filter(({ endpoint }) => endpoint === limit.endpoint)
    .map(({ at, path }) => ({ path, afterMs: at - limit.at }))
    .filter(({ afterMs }) => afterMs > underWayMs && afterMs < waitMs)
    .map(({ path, afterMs }) => `${limit.method} ${path} ${afterMs} ms after it`);
}

async function delayedByRootPage(
  subject: ContractSubject,
  { retryAfter, least, most }: (typeof longWaits)[number],
): Promise<void> {
  const { rootPages } = shapeOf(subject);
  const clock = skippingClock(most);
  let pages = 0;
  const { source, requests } = logRequests((request) => {
    if (!isRequestOf(rootPages, request)) return undefined;
    pages += 1;
    return pages === rootPageUpTo(subject, 3) ? tooManyRequests(retryAfter) : undefined;
  }, clock.now);
  const world = { ...subject, size: 50, simulator: { pageSize: 10 }, source };
  await inWorld(world, async ({ sync }) => {
    const replies: string[] = [];
    const waits: number[] = [];
    const summary = await sync({
      clock,
      invocationLimitSeconds: most + 1,
      onProgress: (progress) => {
        if (progress.type === 'reply') replies.push(progress.eventType);
        if (progress.type === 'waiting') waits.push(progress.seconds);
      },
    });
    expectComplete(summary);
    expectOutcome(summary, expected('rate-limit-long', 'Data'), waits);
    expect(summary.repeated).toBe(0);
    expect(replies.filter((reply) => reply.endsWith('_DELAYED'))).toEqual(['DATA_EXTRACTION_DELAYED']);
    expect(waits).toHaveLength(1);
    const [seconds = 0] = waits;
    expect(Number.isInteger(seconds)).toBe(true);
    expect(seconds).toBeGreaterThanOrEqual(least);
    expect(seconds).toBeLessThanOrEqual(most);
    const limit = requests.findIndex(({ fault }) => fault !== undefined);
    const next = requests.slice(limit + 1).find((request) => isRequestOf(rootPages, request));
    expect((next?.at ?? 0) - (requests[limit]?.at ?? 0)).toBeGreaterThanOrEqual(least * 1000);
  });
}

async function delayedByFiles(subject: ContractSubject): Promise<void> {
  const clock = skippingClock();
  let downloads = 0;
  const { source } = logRequests((request) => {
    if (!isDownload(subject, request)) return undefined;
    downloads += 1;
    return downloads === 12 ? tooManyRequests('120') : undefined;
  });
  const world = { ...subject, size: 40, simulator: { attachmentShare: 1 }, source };
  await inWorld(world, async ({ sync, query }) => {
    const replies: string[] = [];
    const summary = await sync({
      clock,
      onProgress: (progress) => {
        if (progress.type === 'reply') replies.push(progress.eventType);
      },
    });
    expectComplete(summary);
    expect(replies.filter((reply) => reply.endsWith('_DELAYED'))).toEqual(['ATTACHMENT_EXTRACTION_DELAYED']);
    expect(clock.skippedSeconds()).toBe(120);
    expect(await query('SELECT external_id FROM files GROUP BY external_id HAVING count(*) > 1')).toEqual([]);
  });
}

async function failedByLimit(
  subject: ContractSubject,
  phase: 'external-sync-units' | 'metadata',
): Promise<void> {
  const watch = watchPhase();
  let isLimited = true;
  const { source } = logRequests(() =>
    isLimited && watch.current() === phase ? tooManyRequests('120') : undefined,
  );
  await inWorld({ ...subject, size: 20, source }, async ({ sync }) => {
    const replies: string[] = [];
    const summary = await sync({
      ...watch.run,
      onProgress: (progress) => {
        if (progress.type === 'reply') replies.push(progress.eventType);
      },
    });
    expectFailure(summary, /\[rate_limited\]$/);
    expectOutcome(summary, expected('rate-limit-long', columnOf[phase]));
    expect(replies.filter((reply) => reply.endsWith('_DELAYED'))).toEqual([]);
    // Nobody comes back by himself: the person has to know when to try again.
    expect(summary.error).not.toMatch(/by itself/);
    expect(summary.error).toMatch(/\b(120 seconds|2 minutes)\b/);
    isLimited = false;
    expectComplete(await sync());
  });
}

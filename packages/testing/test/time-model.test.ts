import { callFigures } from '@airdrop-connectors/airdrop';
import type { LeastCost, LeastWork } from '@airdrop-connectors/simulators';
import { describe, expect, test } from 'vitest';
import { modelTime } from '../src/efficiency/time-model.js';

const tenOClock = Date.parse('2026-03-02T10:00:00.000Z');
const options = { startsAt: tenOClock, share: 0.8, filesAtOnce: 10 };
const nothing: LeastWork = {
  calls: new Map(),
  chainMs: { data: 0, attachments: 0 },
  files: [],
  budgets: [],
};
/** Start and eight calls of the platform. */
const restartSeconds = 1.8;

function budget(units: number, parts: Partial<LeastCost>): LeastCost {
  return {
    name: 'calls',
    capacity: 100,
    perSeconds: 1,
    window: 'bucket',
    units: { data: units, attachments: 0 },
    ...parts,
  };
}

describe('the shortest time', () => {
  test('of a run that brings nothing is that of its four invocations', () => {
    expect(modelTime(nothing, options).seconds).toBeCloseTo(4 * restartSeconds);
  });

  test('is that of the longest chain or of the tightest limit, whichever is longer', () => {
    const chain = { ...nothing, chainMs: { data: 80_000, attachments: 0 } };
    const limited = (units: number) => ({ ...chain, budgets: [budget(units, {})] });
    expect(modelTime(limited(800), options).parts.data).toBe(80);
    expect(modelTime(limited(16_000), options).parts.data).toBe(200);
  });

  test('of files is shared by all lanes, but never less than one of them takes', () => {
    const files = (count: number) => Array.from({ length: count }, () => ({ sourceMs: 700 }));
    expect(modelTime({ ...nothing, files: files(100) }, options).parts.attachments).toBeCloseTo(10);
    expect(modelTime({ ...nothing, files: files(3) }, options).parts.attachments).toBeCloseTo(1);
  });

  test('counts an invocation more for every ten minutes', () => {
    const chain = { ...nothing, chainMs: { data: 1_900_000, attachments: 0 } };
    expect(modelTime(chain, options).invocations).toBe(4 + 3);
  });

  test('waits for every quota that is used up until it starts again', () => {
    const quota = budget(125_000, { capacity: 65_000, perSeconds: 3_600, window: 'aligned' });
    const work = { ...nothing, chainMs: { data: 1_000_000, attachments: 0 }, budgets: [quota] };
    const { parts, invocations } = modelTime(work, options);
    // 52,000 points an hour: two hours are used up after 416 seconds each, the rest takes 168.
    expect(parts.quota).toBeCloseTo(2 * (3_600 - 416));
    expect(parts.data).toBe(1_000);
    expect(invocations).toBe(4 + 2 + 1);
    const late = modelTime(work, { ...options, startsAt: tenOClock + 3_500_000 });
    expect(late.parts.quota).toBeCloseTo(3_600 - 416 + (3_600 - 416), 0);
  });
});

test('calls beside the least, without downloads from elsewhere', () => {
  const figures = callFigures(
    new Map([
      ['GET /a', 110],
      ['GET /b/{id}', 90],
      ['GET media', 500],
    ]),
    new Map([['GET /a', 2]]),
    { ...nothing, calls: new Map([['GET /a', 100]]) },
  );
  expect(figures).toEqual({
    endpoints: [
      { endpoint: 'GET /a', calls: 110, least: 100, refused: 2 },
      { endpoint: 'GET /b/{id}', calls: 90, least: 0, refused: 0 },
    ],
    calls: 200,
    least: 100,
    efficiency: 0.5,
    refusedShare: 0.01,
  });
});

import { expect } from 'vitest';
import { type ContractCase, type ContractSubject, shapeOf } from '../contract-case.js';
import { type EfficiencyFigures, measureEfficiency } from '../efficiency/measure-efficiency.js';
import { expectComplete } from '../outcome.js';
import { inVirtualWorld } from '../virtual-time/virtual-world.js';

const group = 'efficiency';

/** Root objects of the run that is measured: enough that what every run costs once weighs little. */
const roots = 3_000;
/** Files per root object: enough to see whether they keep all lanes busy, few enough for a test. */
const attachmentShare = 0.1;
const filesAtOnce = 10;
const leastCallEfficiency = 0.98;
const leastTimeEfficiency = 0.9;
const mostRefused = 0.001;
/** An endpoint may be asked this much more than it must: a page fetched for nothing when an invocation ends. */
const spareCalls = (least: number) => Math.ceil(least * 1.02) + 1;
/** Requests about configuration beyond the least, whatever a run brings: some are asked again in each invocation. */
const spareCatalogueCalls = 12;

/** Few calls, and no waiting but for the source. Both cases look at the same run. */
export const efficiencyCases: readonly ContractCase[] = [
  {
    id: 'call-efficiency',
    group,
    title: 'an initial run makes hardly more calls than the least there can be, to each endpoint (A31)',
    timeoutMs: 180_000,
    run: async (subject) => {
      const figures = await measured(subject);
      expectComplete(figures.summary);
      expect(wastedCalls(figures, subject)).toEqual([]);
      expect(figures.efficiency).toBeGreaterThanOrEqual(leastCallEfficiency);
    },
  },
  {
    id: 'time-efficiency',
    group,
    title:
      'on virtual time it takes hardly longer than limits and latency demand, without being refused (A32)',
    timeoutMs: 180_000,
    run: async (subject) => {
      const { timeEfficiency, phaseSeconds, model, refusedShare } = await measured(subject);
      expect({ refusedShare }).toEqual({ refusedShare: expect.toSatisfy(isFew) });
      const byPhase = {
        run: timeEfficiency,
        data: (model.parts.data + model.restartSeconds) / (phaseSeconds.data ?? 0),
        attachments: (model.parts.attachments + model.restartSeconds) / (phaseSeconds.attachments ?? 0),
      };
      for (const [what, efficiency] of Object.entries(byPhase))
        expect(efficiency, `efficiency of ${what}`).toBeGreaterThanOrEqual(leastTimeEfficiency);
    },
  },
  {
    id: 'virtual-time-repeats',
    group,
    title: 'two runs on virtual time take the same time to the millisecond and make the same calls',
    timeoutMs: 120_000,
    run: async (subject) => {
      const first = await measure(subject, 200);
      const second = await measure(subject, 200);
      expect(second.seconds).toBe(first.seconds);
      expect(second.endpoints).toEqual(first.endpoints);
    },
  },
];

const runs = new WeakMap<ContractSubject, Promise<EfficiencyFigures>>();

function measured(subject: ContractSubject): Promise<EfficiencyFigures> {
  const run = runs.get(subject) ?? measure(subject, roots);
  runs.set(subject, run);
  return run;
}

function measure(subject: ContractSubject, size: number): Promise<EfficiencyFigures> {
  const world = { ...subject, size, simulator: { limits: shapeOf(subject).limits, attachmentShare } };
  return inVirtualWorld(world, (opened) => measureEfficiency(opened, filesAtOnce));
}

function isFew(share: number): boolean {
  return share <= mostRefused;
}

/** What was asked without need, a sentence each: an endpoint nobody listed, or one asked once per record. */
function wastedCalls({ endpoints }: EfficiencyFigures, subject: ContractSubject): string[] {
  const { rootPages, endpointsOf, catalogue, shared = [] } = shapeOf(subject);
  const listed = new Set([rootPages, ...Object.values(endpointsOf).flat(), ...shared, ...catalogue]);
  const wasted: string[] = [];
  let beyondLeast = 0;
  for (const { endpoint, calls, least } of endpoints) {
    if (catalogue.includes(endpoint)) beyondLeast += calls - least;
    else if (!listed.has(endpoint))
      wasted.push(`${endpoint} belongs to no item type and was called ${calls} times`);
    else if (calls > spareCalls(least))
      wasted.push(`${endpoint} was called ${calls} times, ${least} would do`);
  }
  if (beyondLeast > spareCatalogueCalls)
    wasted.push(
      `The configuration was asked for ${beyondLeast} times more than needed: ${catalogue.join(', ')}`,
    );
  return wasted;
}

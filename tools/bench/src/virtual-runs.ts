import {
  type EfficiencyFigures,
  inVirtualWorld,
  measureEfficiency,
} from '@airdrop-connectors/testing/efficiency';
import { connectorModule, limitNames } from './built-connectors.js';
import { minutes, percent } from './figures.js';
import type { Target } from './targets.js';

/** One initial run of a connector on virtual time, beside the least that such a run can cost. */
export interface VirtualRun extends Omit<EfficiencyFigures, 'summary'> {
  connector: string;
  /** Limits of the vendor that were played. */
  limits: string;
  roots: number;
  invocations: number;
  /** What it took on this machine. */
  realSeconds: number;
}

/** Per root object, on average. */
const workload = { childrenPerRoot: 5, attachmentShare: 0.5 };

const promised = { callEfficiency: 0.98, timeEfficiency: 0.9, refusedShare: 0.001 };

/** Plays an initial run of each connector, under each of the limits that its simulator knows. */
export async function measureVirtualRuns(
  connectors: readonly string[],
  sizes: readonly number[],
  note: (text: string) => void,
): Promise<VirtualRun[]> {
  const runs: VirtualRun[] = [];
  for (const connector of connectors) {
    for (const limits of await limitNames(connector)) {
      for (const roots of sizes) {
        note(`${connector} on virtual time: ${roots} root objects, limits of ${limits}`);
        runs.push(await measureVirtualRun(connector, limits, roots));
      }
    }
  }
  return runs;
}

async function measureVirtualRun(connector: string, limits: string, roots: number): Promise<VirtualRun> {
  const began = performance.now();
  const options = {
    system: connector,
    connectorPath: connectorModule(connector),
    size: roots,
    simulator: { ...workload, limits },
  };
  const { summary, ...figures } = await inVirtualWorld(options, (world) => measureEfficiency(world));
  if (summary.status !== 'done' || summary.missing !== 0) {
    throw new Error(
      `The run of ${connector} with ${roots} root objects is not complete: ${summary.error ?? `${summary.missing} missing`}.`,
    );
  }
  return {
    connector,
    limits,
    roots,
    ...figures,
    invocations: summary.invocations,
    realSeconds: (performance.now() - began) / 1000,
  };
}

/** What was promised of each run. */
export function virtualTargets(runs: readonly VirtualRun[]): Target[] {
  return runs.flatMap(({ connector, limits, roots, efficiency, timeEfficiency, refusedShare }) => {
    const run = `${connector}, ${limits}, ${roots} roots`;
    return [
      {
        name: `ε of ${run}`,
        measured: efficiency.toFixed(4),
        target: `≥ ${promised.callEfficiency}`,
        isMet: efficiency >= promised.callEfficiency,
      },
      {
        name: `η of ${run}`,
        measured: timeEfficiency.toFixed(3),
        target: `≥ ${promised.timeEfficiency}`,
        isMet: timeEfficiency >= promised.timeEfficiency,
      },
      {
        name: `refused of ${run}`,
        measured: percent(refusedShare),
        target: `≤ ${percent(promised.refusedShare)}`,
        isMet: refusedShare <= promised.refusedShare,
      },
    ];
  });
}

/** Where the time of each run went and which calls were not needed. */
export function virtualRows(runs: readonly VirtualRun[]): [string, string][] {
  return runs.flatMap(({ connector, limits, roots, calls, least, seconds, model, ...run }) => {
    const rows: [string, string][] = [
      [
        `${connector}, ${limits}, ${roots} roots`,
        `${calls} calls (${least}), ${minutes(seconds)} (${minutes(model.seconds)}), ${run.invocations} invocations`,
      ],
    ];
    for (const phase of ['data', 'attachments'] as const)
      rows.push([
        `  ${phase}`,
        `${minutes(run.phaseSeconds[phase] ?? 0)} (${minutes(model.parts[phase])} without waits for quotas)`,
      ]);
    for (const { endpoint, calls: made, least: needed } of run.endpoints)
      if (made > needed) rows.push([`  ${endpoint}`, `${made} calls (${needed})`]);
    return rows;
  });
}

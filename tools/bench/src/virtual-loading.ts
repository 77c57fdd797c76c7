import { inVirtualWorld } from '@airdrop-connectors/testing/efficiency';
import { connectorModule, limitNames } from './built-connectors.js';
import { minutes } from './figures.js';

/** One reverse run of a connector on virtual time. */
export interface VirtualLoading {
  connector: string;
  /** Limits of the vendor that were played. */
  limits: string;
  /** Objects, comments and files that were made, and objects that were changed. */
  items: number;
  /** Virtual time that the run took, and that its calls would have taken one after the other without any limit. */
  seconds: number;
  oneByOneSeconds: number;
  /** Calls that a limit refused. */
  refused: number;
  /** What it took on this machine. */
  realSeconds: number;
}

/** Root objects that an import has brought, and how often people have made or changed something in DevRev since. */
export interface LoadingWorkload {
  roots: number;
  edits: number;
}

/**
 * Plays a reverse run under each of the limits that the simulator knows.
 * @returns nothing for a connector that does not write back
 */
export async function measureVirtualLoading(
  connectors: readonly string[],
  workload: LoadingWorkload,
  note: (text: string) => void,
): Promise<VirtualLoading[]> {
  const runs: VirtualLoading[] = [];
  for (const connector of connectors) {
    if (!(await writesBack(connector))) continue;
    for (const limits of await limitNames(connector)) {
      note(`${connector} on virtual time: writing ${workload.edits} edits, limits of ${limits}`);
      runs.push(await measureRun(connector, limits, workload));
    }
  }
  return runs;
}

async function measureRun(
  connector: string,
  limits: string,
  { roots, edits }: LoadingWorkload,
): Promise<VirtualLoading> {
  const began = performance.now();
  const options = {
    system: connector,
    connectorPath: connectorModule(connector),
    size: roots,
    simulator: { limits },
  };
  return inVirtualWorld(options, async (world) => {
    await world.sync({ makeObjects: true });
    await world.editDevrev({ seed: 1, edits });
    const refusals = () => total(world.simulator.refusals?.().values() ?? []);
    const before = { at: world.now(), callsMs: world.callsMs(), refused: refusals() };
    const summary = await world.sync({ scenario: 'reverse' });
    if (summary.status !== 'done' || summary.missing !== 0 || summary.duplicated !== 0)
      throw new Error(
        `The reverse run of ${connector} is not complete: ${summary.error ?? `${summary.missing} missing, ${summary.duplicated} twice`}.`,
      );
    const counts = Object.values(summary.loaded ?? {});
    return {
      connector,
      limits,
      items: total(counts.map(({ created, updated }) => created + updated)),
      seconds: (world.now() - before.at) / 1000,
      oneByOneSeconds: (world.callsMs() - before.callsMs) / 1000,
      refused: refusals() - before.refused,
      realSeconds: (performance.now() - began) / 1000,
    };
  });
}

/** What was written, how fast, and how fast calls one after the other would have been if nothing limited them. */
export function loadingRows(runs: readonly VirtualLoading[]): [string, string][] {
  return runs.map(({ connector, limits, items, seconds, oneByOneSeconds, refused }) => [
    `writing to ${connector}, ${limits}`,
    `${items} items in ${minutes(seconds)} (${minutes(oneByOneSeconds)} one by one), ` +
      `${(items / seconds).toFixed(1)} items/s, ${refused} refused`,
  ]);
}

async function writesBack(connector: string): Promise<boolean> {
  const loaded: { connector?: { loaders?: readonly unknown[] } } = await import(connectorModule(connector));
  return (loaded.connector?.loaders ?? []).length > 0;
}

function total(numbers: Iterable<number>): number {
  return [...numbers].reduce((sum, number) => sum + number, 0);
}

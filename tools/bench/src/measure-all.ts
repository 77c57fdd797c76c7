import { availableParallelism, loadavg } from 'node:os';
import { type BundleFigures, builtBundles, measureBundle } from './cold-start.js';
import { median } from './figures.js';
import { type FilesFigures, measureFiles } from './files.js';
import type { ProcessFigures } from './run-process.js';
import { type Target, targetsOf } from './targets.js';
import { type Delivery, measureDelivery, measurePlainLoop } from './throughput.js';

export interface BenchOptions {
  records: number;
  rounds: number;
  /** Numbers of records for which memory is measured. */
  memorySteps: readonly number[];
  runtimePath: string;
  /** Says what is being measured. */
  note: (text: string) => void;
}

export interface BenchFigures {
  node: string;
  cores: number;
  /** Average load of the last minute when it began: above the number of cores, times mean little. */
  load: number;
  records: number;
  rounds: number;
  delivery: Delivery;
  plainLoop: ProcessFigures;
  /** How much faster than the plain loop: median of the rounds. */
  speedUp: number;
  /** Shortest of the longest blocks of all rounds: what core itself does happens in each, what the machine does not. */
  longestBlockMs: number | undefined;
  /** Time for all records against time for a tenth of them, of the same round: median of the rounds. */
  tenfoldTime: number;
  memory: Delivery[];
  files: FilesFigures[];
  bundles: BundleFigures[];
  targets: Target[];
}

const coldStarts = 9;
const fileStreams = [1, 10, 50];
const filesMoved = 96;

export async function measureAll(options: BenchOptions): Promise<BenchFigures> {
  const { records, rounds, memorySteps, runtimePath, note } = options;
  const [load = 0] = loadavg();
  const pairs: { delivery: Delivery; plainLoop: ProcessFigures; tenth: Delivery }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    note(`round ${round} of ${rounds}: ${records} records, the plain loop and the runtime; a tenth of them`);
    const plainLoop = await measurePlainLoop(records);
    const delivery = await measureDelivery(records, runtimePath);
    pairs.push({ plainLoop, delivery, tenth: await measureDelivery(Math.ceil(records / 10), runtimePath) });
  }
  const memory: Delivery[] = [];
  for (const step of memorySteps) {
    note(`memory with ${step} records`);
    memory.push(await measureDelivery(step, runtimePath));
  }
  const files: FilesFigures[] = [];
  for (const streams of fileStreams) {
    note(`${filesMoved} files, ${streams} at once`);
    files.push(await measureFiles(filesMoved, streams));
  }
  const bundles: BundleFigures[] = [];
  for (const bundle of builtBundles()) {
    note(`${coldStarts} cold starts of ${bundle.connector}`);
    bundles.push(await measureBundle(bundle, coldStarts));
  }
  const speedUps = pairs.map(({ delivery, plainLoop }) => plainLoop.seconds / delivery.seconds);
  const speedUp = median(speedUps);
  const { delivery, plainLoop } = closestTo(pairs, speedUp);
  const blocks = pairs.flatMap(({ delivery: { thread } }) => (thread ? [thread.longestBlockMs] : []));
  const longestBlockMs = blocks.length > 0 ? Math.min(...blocks) : undefined;
  const figures = {
    node: process.version,
    cores: availableParallelism(),
    load,
    records,
    rounds,
    delivery,
    plainLoop,
    speedUp,
    longestBlockMs,
    tenfoldTime: median(pairs.map(({ delivery, tenth }) => delivery.seconds / tenth.seconds)),
    memory,
    files,
    bundles,
  };
  return { ...figures, targets: targetsOf(figures) };
}

/** The round that the median belongs to, so that all figures of the table are of one and the same run. */
function closestTo<Pair extends { delivery: Delivery; plainLoop: ProcessFigures }>(
  pairs: readonly Pair[],
  speedUp: number,
): Pair {
  const distance = ({ delivery, plainLoop }: Pair) =>
    Math.abs(plainLoop.seconds / delivery.seconds - speedUp);
  return pairs.reduce((best, pair) => (distance(pair) < distance(best) ? pair : best));
}

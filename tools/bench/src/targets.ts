import type { BundleFigures } from './cold-start.js';
import { megabytes } from './figures.js';
import type { Delivery } from './throughput.js';

export interface Target {
  name: string;
  measured: string;
  target: string;
  isMet: boolean;
}

const megabyte = 1024 * 1024;

const promised = {
  speedUp: 2.2,
  peakRssBytes: 130 * megabyte,
  sizeAgainstDefault: 1.25,
  longestBlockMs: 50,
  tenfoldTime: 10.5,
  millionAgainstTenth: 1.2,
  coldStartMs: 150,
  requireMs: 60,
  bundleBytes: 1.5 * megabyte,
};

/** What the design promises, beside what was measured. */
export function targetsOf(figures: {
  delivery: Delivery;
  speedUp: number;
  longestBlockMs: number | undefined;
  tenfoldTime: number;
  memory: readonly Pick<Delivery, 'records' | 'peakRssBytes'>[];
  bundles: readonly BundleFigures[];
}): Target[] {
  const { delivery, speedUp, longestBlockMs, tenfoldTime, bundles } = figures;
  const growth = memoryGrowth(figures.memory);
  return [
    {
      name: 'speed against the plain loop',
      measured: `${speedUp.toFixed(2)} ×`,
      target: `≥ ${promised.speedUp} ×`,
      isMet: speedUp >= promised.speedUp,
    },
    {
      name: 'peak memory (RSS)',
      measured: megabytes(delivery.peakRssBytes),
      target: `≤ ${megabytes(promised.peakRssBytes)}`,
      isMet: delivery.peakRssBytes <= promised.peakRssBytes,
    },
    {
      name: 'size against default gzip',
      measured: `${delivery.sizeAgainstDefault.toFixed(3)} ×`,
      target: `≤ ${promised.sizeAgainstDefault} ×`,
      isMet: delivery.sizeAgainstDefault <= promised.sizeAgainstDefault,
    },
    ...(longestBlockMs !== undefined
      ? [
          {
            name: 'longest block of the event loop',
            measured: `${longestBlockMs.toFixed(0)} ms`,
            target: `≤ ${promised.longestBlockMs} ms`,
            isMet: longestBlockMs <= promised.longestBlockMs,
          },
        ]
      : []),
    {
      name: 'time for ten times as many records',
      measured: `${tenfoldTime.toFixed(2)} ×`,
      target: `≤ ${promised.tenfoldTime} ×`,
      isMet: tenfoldTime <= promised.tenfoldTime,
    },
    ...(growth !== undefined
      ? [
          {
            name: 'memory with a million records against 100,000',
            measured: `${growth.toFixed(2)} ×`,
            target: `≤ ${promised.millionAgainstTenth} ×`,
            isMet: growth <= promised.millionAgainstTenth,
          },
        ]
      : []),
    ...bundles.flatMap(bundleTargets),
  ];
}

function bundleTargets({ connector, coldStartMs, requireMs, bundleBytes }: BundleFigures): Target[] {
  return [
    {
      name: `cold start of ${connector}`,
      measured: `${coldStartMs.toFixed(0)} ms`,
      target: `≤ ${promised.coldStartMs} ms`,
      isMet: coldStartMs <= promised.coldStartMs,
    },
    {
      name: `loading the bundle of ${connector}`,
      measured: `${requireMs.toFixed(0)} ms`,
      target: `≤ ${promised.requireMs} ms`,
      isMet: requireMs <= promised.requireMs,
    },
    {
      name: `size of the bundle of ${connector}`,
      measured: `${(bundleBytes / 1024).toFixed(0)} kB`,
      target: `≤ ${(promised.bundleBytes / 1024).toFixed(0)} kB`,
      isMet: bundleBytes <= promised.bundleBytes,
    },
  ];
}

/** Undefined unless both were measured. */
function memoryGrowth(memory: readonly Pick<Delivery, 'records' | 'peakRssBytes'>[]): number | undefined {
  const peakOf = (count: number) => memory.find(({ records }) => records === count)?.peakRssBytes;
  const [tenth, million] = [peakOf(100_000), peakOf(1_000_000)];
  return tenth === undefined || million === undefined ? undefined : million / tenth;
}

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
  bundleBytes: 1.5 * megabyte,
};

/** What the design promises, beside what was measured. */
export function targetsOf(figures: {
  delivery: Delivery;
  speedUp: number;
  longestBlockMs: number | undefined;
  bundle: BundleFigures;
}): Target[] {
  const { delivery, speedUp, longestBlockMs, bundle } = figures;
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
      name: 'size of the Jira bundle',
      measured: `${(bundle.bundleBytes / 1024).toFixed(0)} kB`,
      target: `≤ ${(promised.bundleBytes / 1024).toFixed(0)} kB`,
      isMet: bundle.bundleBytes <= promised.bundleBytes,
    },
  ];
}

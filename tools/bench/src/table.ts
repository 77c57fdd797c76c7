import { megabytes } from './figures.js';
import type { BenchFigures } from './measure-all.js';
import type { Target } from './targets.js';
import { loadingRows, type VirtualLoading } from './virtual-loading.js';
import { type VirtualRun, virtualRows, virtualTargets } from './virtual-runs.js';

type Row = readonly [string, string, string];

/** All figures as one table of text. */
export function tableOf(figures: BenchFigures): string {
  const { delivery, plainLoop } = figures;
  const perSecond = (seconds: number) => `${Math.round(figures.records / seconds)} records/s`;
  const rows: Row[] = [
    ['what', 'measured', 'promised'],
    ...figures.targets.map(targetRow),
    [
      `${delivery.name}, ${figures.records} records`,
      `${delivery.seconds.toFixed(2)} s, ${perSecond(delivery.seconds)}`,
      '',
    ],
    ['  processor time', `${delivery.cpuSeconds.toFixed(2)} s`, ''],
    ['  data files', `${delivery.artifacts}, ${megabytes(delivery.packedBytes)}`, ''],
    ['plain loop', `${plainLoop.seconds.toFixed(2)} s, ${perSecond(plainLoop.seconds)}`, ''],
    ['  processor time', `${plainLoop.cpuSeconds.toFixed(2)} s`, ''],
    ['  peak memory (RSS)', megabytes(plainLoop.peakRssBytes), ''],
    ...figures.memory.map(
      ({ records, peakRssBytes, thread }): Row => [
        `memory with ${records} records`,
        `${megabytes(peakRssBytes)}${thread ? `, heap ${megabytes(thread.peakHeapBytes)}` : ''}`,
        '',
      ],
    ),
    ...figures.files.map(
      ({ streams, files, bytesPerSecond, peakRssBytes }): Row => [
        `${files} files, ${streams} at once`,
        `${megabytes(bytesPerSecond)}/s, memory ${megabytes(peakRssBytes)}`,
        '',
      ],
    ),
    ...figures.bundles.flatMap(({ connector, bareStartMs, packedBundleBytes }): Row[] => [
      [`bundle of ${connector}, packed`, `${(packedBundleBytes / 1024).toFixed(0)} kB`, ''],
      ['  start of a thread that only asks', `${bareStartMs.toFixed(0)} ms`, ''],
    ]),
    ['machine', `${figures.cores} cores, load ${figures.load.toFixed(1)}, Node ${figures.node}`, ''],
  ];
  return formatted(rows);
}

/** Runs on virtual time as another table; in brackets the least there can be. */
export function virtualTableOf(runs: readonly VirtualRun[], loading: readonly VirtualLoading[]): string {
  return formatted([
    ['on virtual time', 'measured (least)', 'promised'],
    ...virtualTargets(runs).map(targetRow),
    ...[...virtualRows(runs), ...loadingRows(loading)].map(([what, measured]): Row => [what, measured, '']),
  ]);
}

function targetRow({ name, measured, target, isMet }: Target): Row {
  return [name, measured, `${target}${isMet ? '' : '  MISSED'}`];
}

function formatted(rows: readonly Row[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

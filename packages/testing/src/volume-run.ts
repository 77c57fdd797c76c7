import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSync } from '@airdrop-connectors/airdrop';

/** One run of the countdown toy: real processes, real HTTP to the local platform. */
interface Volume {
  name: string;
  records: number;
  files: number;
}

interface VolumeFigures {
  name: string;
  /** Records, or files where there are any, per second of the whole run. */
  perSecond: number;
  seconds: number;
  invocations: number;
  /** Of the process the snap-in runs in, over all invocations, MB. */
  peakRssMb: number;
  largestStateBytes: number;
}

/** A small and a large one of each kind: what grows with the source shows between them. */
const volumes: readonly (readonly [small: Volume, large: Volume])[] = [
  [
    { name: '100,000 records', records: 100_000, files: 0 },
    { name: '1,000,000 records', records: 1_000_000, files: 0 },
  ],
  [
    { name: '50,000 attachments', records: 50_000, files: 50_000 },
    { name: '500,000 attachments', records: 500_000, files: 500_000 },
  ],
];

const recordsPerPage = 1_000;
const mostRssMb = 250;
const mostGrowth = 1.2;
/** What the platform takes; core's `limits`. A reply above its limit is refused by the local platform. */
const mostStateBytes = 1_000_000;

/**
 * Runs every volume, prints its figures, and says what is wrong with them.
 * @param only `records` or `attachments`; both when not given
 * @returns sentences; none when memory, state and replies stay bounded
 */
export async function runVolumes(only?: string): Promise<string[]> {
  const problems: string[] = [];
  for (const [small, large] of volumes) {
    if (only !== undefined && !small.name.endsWith(only)) continue;
    const before = await measure(small, problems);
    const after = await measure(large, problems);
    const growth = after.peakRssMb / before.peakRssMb;
    process.stdout.write(`${small.name} → ${large.name}: ${growth.toFixed(2)} × the memory\n`);
    if (growth > mostGrowth) {
      problems.push(
        `Memory grows with the source: ${before.peakRssMb} MB for ${small.name}, ${after.peakRssMb} MB for ${large.name}.`,
      );
    }
  }
  return problems;
}

async function measure({ name, records, files }: Volume, problems: string[]): Promise<VolumeFigures> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'volume-'));
  let largestStateBytes = 0;
  const weighState = async () => {
    largestStateBytes = Math.max(largestStateBytes, await stateBytes(dataDirectory));
  };
  const weighing = setInterval(() => void weighState(), 250);
  try {
    const settings = { pages: records / recordsPerPage, records_per_page: recordsPerPage, files };
    const summary = await runSync({
      connector: 'countdown',
      bundlePath: fileURLToPath(new URL('../dist/toys/countdown.cjs', import.meta.url)),
      dataDirectory,
      scenario: 'initial',
      connection: { key: JSON.stringify(settings), orgId: 'volume', orgName: 'Volume' },
    });
    await weighState();
    const figures: VolumeFigures = {
      name,
      perSecond: Math.round((files || records) / summary.seconds),
      seconds: Math.round(summary.seconds),
      invocations: summary.invocations,
      peakRssMb: summary.peakRssMb,
      largestStateBytes,
    };
    report(figures);
    const { status, error, violations } = summary;
    const [violation] = violations;
    if (status !== 'done') problems.push(`${name}: ${error}`);
    if (violation) problems.push(`${name}: ${violation.message}`);
    if (summary.records.numbers !== records || (summary.records.attachments ?? 0) !== files)
      problems.push(`${name}: arrived are ${JSON.stringify(summary.records)}.`);
    if (figures.peakRssMb > mostRssMb) problems.push(`${name}: ${figures.peakRssMb} MB of memory.`);
    if (largestStateBytes >= mostStateBytes) problems.push(`${name}: ${largestStateBytes} bytes of state.`);
    return figures;
  } finally {
    clearInterval(weighing);
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

/** The envelope around the document adds little; 0 before there is a state. */
async function stateBytes(dataDirectory: string): Promise<number> {
  const folder = path.join(dataDirectory, 'state');
  try {
    const [name] = await readdir(folder);
    return name === undefined ? 0 : (await stat(path.join(folder, name))).size;
  } catch {
    return 0;
  }
}

function report({
  name,
  perSecond,
  seconds,
  invocations,
  peakRssMb,
  largestStateBytes,
}: VolumeFigures): void {
  process.stdout.write(
    `${name}: ${perSecond}/s, ${seconds} s, ${invocations} invocations, ${peakRssMb} MB peak, ` +
      `${largestStateBytes} bytes of state\n`,
  );
}

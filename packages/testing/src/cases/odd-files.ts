import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSnapIn } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expectComplete } from '../outcome.js';
import { inWorld, type World } from '../world.js';

const group = 'odd files';
const megabyte = 1024 * 1024;
const largeFileMb = 200;
/** What buffers, the allocator and the collector may differ by; a file held in memory would be 200 MB. */
const toleratedGrowthMb = 100;

/** Files of any size, under any name. */
export const oddFileCases: readonly ContractCase[] = [
  {
    id: 'file-large',
    group,
    title: `a file of ${largeFileMb} MB arrives whole and is never held in memory (A27)`,
    timeoutMs: 180_000,
    alone: true,
    run: deliverLargeFile,
  },
  {
    id: 'file-names',
    group,
    title: 'file names arrive as they are, however odd, and lead nowhere outside (A27)',
    run: keepNames,
  },
];

async function deliverLargeFile(subject: ContractSubject): Promise<void> {
  const peaks: number[] = [];
  for (const largeFileBytes of [1000, largeFileMb * megabyte]) {
    const options = { ...subject, size: 5, simulator: { largeFileBytes, attachmentShare: 0 } };
    await inWorld(options, async ({ sync, simulator }) => {
      const [unitId = ''] = simulator.externalSyncUnitIds;
      const sizes = [...simulator.truth(unitId)].map(({ file }) => file?.bytes);
      expect(sizes, 'the simulator ignored largeFileBytes').toContain(largeFileBytes);
      // Complete means, of a file, that its hash is that of the source.
      // The most a process ever took says nothing about one run of several.
      const summary = await sync({ startSnapIn });
      expectComplete(summary);
      expect(summary.attachmentsBytes).toBeGreaterThanOrEqual(largeFileBytes);
      peaks.push(summary.peakRssMb);
    });
  }
  const [usual = 0, large = 0] = peaks;
  process.stdout.write(
    `${subject.system} file-large: ${usual} MB of memory without, ${large} MB with the file\n`,
  );
  expect(usual).toBeGreaterThan(0);
  expect(large - usual).toBeLessThan(toleratedGrowthMb);
}

async function keepNames(subject: ContractSubject): Promise<void> {
  const mark = `escaped-${process.pid}-${Date.now()}`;
  const fileNames = [
    `${'x'.repeat(252)}.txt`,
    'noextension',
    'načrt 見積もり 🎉 e\u0301.pdf',
    `../../${mark}`,
    `C:\\${mark}.txt`,
    `/tmp/${mark}.txt`,
    'twice.txt',
    'twice.txt',
    '..',
    ' two\nlines; "quoted" & 100%.csv ',
  ];
  await inWorld({ ...subject, size: 5, simulator: { fileNames, attachmentShare: 0 } }, async (world) => {
    const [unitId = ''] = world.simulator.externalSyncUnitIds;
    const files = [...world.simulator.truth(unitId)].filter(({ file }) => (file?.bytes ?? 0) > 0);
    expect(files.length, 'the simulator ignored fileNames').toBe(fileNames.length);
    expectComplete(await world.sync());
    const rows = await world.query(
      "SELECT json_extract_string(data, '$.file_name') AS name FROM records WHERE item_type = 'attachments'",
    );
    expect(rows.map(({ name }) => String(name)).sort()).toEqual([...fileNames].sort());
    expect(await filesNamed(world, subject, fileNames, mark)).toEqual([]);
  });
}

/** Files that could only come of a name being taken for a path. */
async function filesNamed(
  { dataDirectory }: World,
  { bundlePath }: ContractSubject,
  fileNames: readonly string[],
  mark: string,
): Promise<string[]> {
  const own = await readdir(dataDirectory, { recursive: true, withFileTypes: true });
  const directories = own
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const bases = [...directories, dataDirectory, path.dirname(bundlePath), process.cwd(), tmpdir(), '/'];
  const marked = fileNames.filter((name) => name.includes(mark));
  return [
    ...own.filter(({ name }) => name.includes(mark)).map(({ name }) => name),
    ...bases
      .flatMap((base) => marked.map((name) => path.resolve(base, name)))
      .filter((file) => existsSync(file)),
  ];
}

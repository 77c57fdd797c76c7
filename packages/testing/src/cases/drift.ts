import { type RunSummary, validateDataDirectory } from '@airdrop-connectors/airdrop';
import type { DriftSummary } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { skipReport } from '../connector-log.js';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expected } from '../failure-table.js';
import { outdatedRecords } from '../held-records.js';
import { expectComplete, expectSentence } from '../outcome.js';
import { inWorld, type World } from '../world.js';

const group = 'drift';
const size = 80;

/** Administrators change the source between two runs, and in the middle of one. */
export const driftCases: readonly ContractCase[] = [
  {
    id: 'drift-between-runs',
    group,
    title: 'fields and values that come, go or are renamed between runs leave nothing out (A05)',
    timeoutMs: 120_000,
    run: driftBetweenRuns,
  },
  {
    id: 'drift-within-run',
    group,
    title:
      'what appears behind the metadata of a run is left out and named; the next run has it (A05, fault 20)',
    proves: [expected('field-invalid', 'Data')],
    timeoutMs: 120_000,
    run: driftWithinRun,
  },
];

async function driftBetweenRuns(subject: ContractSubject): Promise<void> {
  await inWorld({ ...subject, size }, async (world) => {
    const first = await world.sync({ makeObjects: true });
    expectComplete(first);
    expect(await namesIn(world, 1)).not.toEqual([]);
    const before = await heldRecords(world);
    const drift = applyDrift(world);
    const { edited, created } = world.simulator.applyChanges({ seed: 9, edits: 20 });
    expect(edited + created).toBeGreaterThan(20);
    const second = await world.sync({ scenario: 'incremental', makeObjects: true });
    expectComplete(second);
    await expectDrifted(world, drift);
    await expectValid(world);
    const after = await heldRecords(world);
    expect([...before.keys()].filter((key) => !after.has(key))).toEqual([]);
    const untouched = [...before].filter(([key, { run }]) => after.get(key)?.run === run);
    expect(untouched.length, 'records that did not change').toBeGreaterThan(size / 2);
    expect(second.devrev, 'objects made of the increment').not.toBeNull();
    expectComplete(await world.sync({ scenario: 'incremental' }));
    await expectValid(world);
  });
}

async function driftWithinRun(subject: ContractSubject): Promise<void> {
  await inWorld({ ...subject, size }, async (world) => {
    let drift: DriftSummary | undefined;
    const summary = await world.sync({
      onInvocation: ({ phase }) => {
        if (phase === 'data') drift ??= applyDrift(world);
      },
    });
    expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
    if (drift === undefined) throw new Error('The run had no data phase.');
    expectNamed(world, summary, drift);
    expect(await namesIn(world, 1)).not.toContain(drift.addedField);
    expectComplete(await world.sync({ scenario: 'incremental' }));
    expect(await outdatedRecords(world, summary.unit?.id ?? '')).toEqual([]);
    await expectDrifted(world, drift);
    await expectValid(world);
  });
}

/** Every root object that uses what is new lacks it, or is lacking itself, and the report says so. */
function expectNamed(world: World, summary: RunSummary, { rootIds }: DriftSummary): void {
  const named = skipReport(world.dataDirectory).filter(({ code }) => code !== 'file_empty');
  expect(new Set(named.map(({ id }) => id))).toEqual(new Set(rootIds));
  expect(summary.skips.map(({ what }) => what)).toContain('field');
  for (const { reason, skip_report: what } of named) {
    expectSentence(reason);
    expect(['field', 'record']).toContain(what);
  }
}

function applyDrift({ simulator }: World): DriftSummary {
  const drift = simulator.applyDrift?.(4);
  if (drift !== undefined) return drift;
  throw new Error(
    `The simulator of ${simulator.system} has no configuration to change. Add applyDrift, or skip the case with the reason.`,
  );
}

/** Metadata has caught up, and so have the records that use what is new. */
async function expectDrifted(world: World, drift: DriftSummary): Promise<void> {
  const [row] = await world.query('SELECT max(run)::INTEGER AS run FROM metadata');
  const names = await namesIn(world, Number(row?.run));
  expect(names).toEqual(expect.arrayContaining([...drift.appeared]));
  expect(names.filter((name) => drift.vanished.includes(name))).toEqual([]);
  const field = await fieldNamed(world, drift.addedField);
  const rows = await world.query(
    `SELECT id FROM records WHERE json_extract(data, '$."${field}"') NOT IN ('null', '""')`,
  );
  const filled = new Set(rows.map(({ id }) => String(id)));
  expect(drift.rootIds.filter((id) => !filled.has(id))).toEqual([]);
}

async function expectValid(world: World): Promise<void> {
  const { findings } = await validateDataDirectory(world.dataDirectory);
  const errors = findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path, problem }) => `${code} ${path} ${problem}`);
  expect(errors).toEqual([]);
}

async function heldRecords(world: World): Promise<Map<string, { run: number }>> {
  const rows = await world.query('SELECT item_type, id, run FROM records');
  return new Map(rows.map(({ item_type, id, run }) => [`${item_type} ${id}`, { run: Number(run) }]));
}

async function metadataOf(world: World, run: number): Promise<unknown> {
  const [row] = await world.query(`SELECT document::VARCHAR AS document FROM metadata WHERE run = ${run}`);
  return JSON.parse(String(row?.document));
}

/** Every name people see, of record types, fields and values. */
async function namesIn(world: World, run: number): Promise<string[]> {
  const names: string[] = [];
  const open: unknown[] = [await metadataOf(world, run)];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    if ('name' in next && typeof next.name === 'string') names.push(next.name);
    open.push(...Object.values(next));
  }
  return names;
}

/** Key of the field with a name in the latest metadata. */
async function fieldNamed(world: World, name: string): Promise<string> {
  const [row] = await world.query('SELECT max(run)::INTEGER AS run FROM metadata');
  const open: unknown[] = [await metadataOf(world, Number(row?.run))];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      if (typeof value === 'object' && value !== null && 'name' in value && value.name === name) return key;
      open.push(value);
    }
  }
  throw new Error(`The metadata has no field named "${name}".`);
}

import { expect } from 'vitest';
import { type ContractCase, shapeOf } from '../contract-case.js';
import { outdatedRecords } from '../held-records.js';
import { expectComplete } from '../outcome.js';
import { inWorld } from '../world.js';

const group = 'external sync units and metadata';

/** What can be synced and how it is described is the same each time it is asked for. */
export const syncUnitCases: readonly ContractCase[] = [
  {
    id: 'units-stable',
    group,
    title: 'external sync units are those of the source, with unique ids and the same in two runs (A03)',
    run: (subject) =>
      inWorld({ ...subject, size: 10 }, async (world) => {
        for (let run = 0; run < 2; run += 1) expectComplete(await world.sync());
        const rows = await world.query('SELECT run, id, name FROM external_sync_units ORDER BY rowid');
        const [first, second] = [1, 2].map((run) => rows.filter((row) => row.run === run));
        const ids = (first ?? []).map(({ id }) => String(id));
        expect([...ids].sort()).toEqual([...world.simulator.externalSyncUnitIds].sort());
        expect(new Set(ids).size).toBe(ids.length);
        expect(second?.map(({ id, name }) => [id, name])).toEqual(first?.map(({ id, name }) => [id, name]));
        for (const { name } of rows) expect(name).toMatch(/\S/);
      }),
  },
  {
    id: 'units-any',
    group,
    title: 'every external sync unit of the source can be synced, not only the first (A03)',
    run: (subject) =>
      inWorld({ ...subject, size: 10 }, async ({ simulator, sync }) => {
        expect(simulator.externalSyncUnitIds.length).toBeGreaterThan(1);
        // What one unit left behind must not be taken for part of another.
        for (const unitId of simulator.externalSyncUnitIds.slice(0, 3)) {
          const summary = await sync({ unitId });
          expect(summary).toMatchObject({ status: 'done', missing: 0, violations: [], unit: { id: unitId } });
        }
      }),
  },
  {
    id: 'units-empty-world',
    group,
    title: 'a sync unit without root objects completes with none, and so does the increment after it (A03)',
    run: (subject) =>
      inWorld({ ...subject, size: 0 }, async (world) => {
        const { simulator, sync } = world;
        const { rootKind } = shapeOf(subject);
        const [unitId = ''] = simulator.externalSyncUnitIds;
        expect([...simulator.truth(unitId)].filter(({ kind }) => kind === rootKind)).toEqual([]);
        for (const scenario of ['initial', 'incremental'] as const) {
          const summary = await sync({ scenario, unitId });
          expectComplete(summary);
          expect(summary.unit?.id).toBe(unitId);
        }
        simulator.applyChanges({ seed: 1, edits: 0, creations: 2 });
        expectComplete(await sync({ scenario: 'incremental', unitId }));
        expect(await outdatedRecords(world, unitId)).toEqual([]);
        expect([...simulator.truth(unitId)].filter(({ kind }) => kind === rootKind)).toHaveLength(2);
      }),
  },
  {
    id: 'metadata-stable',
    group,
    title: 'metadata is the same to the byte in two runs, and in an increment (A04)',
    run: (subject) =>
      inWorld({ ...subject, size: 10 }, async (world) => {
        for (const scenario of ['initial', 'initial', 'incremental'] as const)
          expectComplete(await world.sync({ scenario }));
        const rows = await world.query('SELECT document::VARCHAR AS document FROM metadata');
        expect(rows).toHaveLength(3);
        const [first, ...others] = rows.map(({ document }) => document);
        expect(String(first).length).toBeGreaterThan(100);
        for (const other of others) expect(other).toBe(first);
      }),
  },
];

import { expect } from 'vitest';
import type { ContractCase } from '../contract-case.js';
import { inWorld } from '../world.js';

const group = 'delivery';

/** What arrives is what the source holds. */
export const deliveryCases: readonly ContractCase[] = [
  {
    id: 'initial-run',
    group,
    title: 'an initial run delivers everything the source holds (A08)',
    run: (subject) =>
      inWorld({ ...subject, size: 150 }, async (world) => {
        const summary = await world.sync();
        expect(summary).toMatchObject({
          status: 'done',
          missing: 0,
          duplicated: 0,
          repeated: 0,
          violations: [],
        });
      }),
  },
  {
    id: 'increment',
    group,
    title: 'an increment brings what changed and its children, and little else (A10)',
    run: (subject) =>
      inWorld({ ...subject, size: 150 }, async (world) => {
        await world.sync();
        world.simulator.applyChanges({ seed: 7, edits: 20 });
        const summary = await world.sync({ scenario: 'incremental' });
        expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      }),
  },
];

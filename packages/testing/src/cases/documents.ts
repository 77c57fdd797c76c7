import { validateDataDirectory } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expectComplete } from '../outcome.js';
import { inWorld } from '../world.js';

/** What a connector declares agrees with what it delivers. */
export const documentCases: readonly ContractCase[] = [
  {
    id: 'documents-valid',
    group: 'documents',
    title: 'metadata, mapping and records agree with one another (A04–A07)',
    run: agree,
  },
];

async function agree(subject: ContractSubject): Promise<void> {
  await inWorld({ ...subject, size: 60 }, async (world) => {
    expectComplete(await world.sync());
    world.simulator.applyChanges({ seed: 5, edits: 10 });
    expectComplete(await world.sync({ scenario: 'incremental' }));
    const { findings, recordTypes, records } = await validateDataDirectory(world.dataDirectory);
    const errors = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ code, path: where, problem, fix }) => `${code} ${where} ${problem}. ${fix}`);
    expect(errors).toEqual([]);
    expect(recordTypes).toBeGreaterThan(0);
    expect(records).toBeGreaterThan(60);
  });
}

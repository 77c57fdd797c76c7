import { fileURLToPath } from 'node:url';
import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { inWorld, type World } from '@airdrop-connectors/testing/world';
import { describe, expect, it } from 'vitest';

/** Whole reverse runs in processes of their own, on what To-do does not take as it is. */

const bundlePath = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));
const timeout = 120_000;

interface Play {
  size: number;
  fault?: (request: SourceRequest) => SourceFault | undefined;
}

/** An account whose tasks were imported. */
const inImportedAccount = ({ size, fault }: Play, use: (world: World) => Promise<void>) =>
  inWorld({ system: 'todo', bundlePath, size, ...(fault && { source: { fault } }) }, async (world) => {
    expect(await world.sync({ makeObjects: true })).toMatchObject({ status: 'done', missing: 0 });
    await use(world);
  });

/** Gives tickets another title, as people in DevRev would. */
async function retitle({ query }: World, title: string, most: number): Promise<void> {
  const tickets = `SELECT id FROM devrev_objects WHERE leaf_type = 'ticket' ORDER BY id LIMIT ${most}`;
  await query(`
    UPDATE devrev_objects SET modified_date = now()::TIMESTAMP,
      fields = json_merge_patch(fields, '${JSON.stringify({ title })}')
    WHERE id IN (${tickets})`);
}

/** What was not written, with code and reason. */
const namedItems = ({ skips }: Awaited<ReturnType<World['sync']>>) =>
  skips.filter(({ what }) => what === 'item').map(({ code, reason }) => `${code}: ${reason}`);

const writesOf = ({ simulator }: World) => [...(simulator.written?.() ?? [])].length;

describe('a reverse run', { timeout }, () => {
  it('with one item of 500 that To-do refuses writes 499, and names one in the words of To-do', () =>
    inImportedAccount({ size: 500 }, async (world) => {
      await retitle(world, 'Changed', 500);
      await retitle(world, 'x', 1);
      const summary = await world.sync({ scenario: 'reverse' });
      expect(summary).toMatchObject({ status: 'done', duplicated: 0, violations: [] });
      expect(writesOf(world)).toBe(499);
      expect(namedItems(summary)).toEqual([expect.stringMatching(/^item_refused: .*title is too short/)]);
    }));

  it('of a connection that may not write names every item, and writes them when it may', () => {
    let mayWrite = false;
    const fault = ({ method }: SourceRequest) => (method === 'GET' || mayWrite ? undefined : { status: 403 });
    return inImportedAccount({ size: 20, fault }, async (world) => {
      await retitle(world, 'Changed', 10);
      const refused = await world.sync({ scenario: 'reverse' });
      expect(refused.loaded?.task_any).toEqual({ created: 0, updated: 0, skipped: 0, failed: 10 });
      expect(namedItems(refused)).toEqual([
        expect.stringMatching(/^permission_denied: .*Ask the owner of the account for access/),
      ]);
      mayWrite = true;
      const summary = await world.sync({ scenario: 'reverse', handOutEverything: true });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writesOf(world)).toBe(10);
    });
  });
});

import { fileURLToPath } from 'node:url';
import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { inWorld, type World } from '@airdrop-connectors/testing/world';
import { describe, expect, it } from 'vitest';

/** Whole reverse runs in processes of their own, on items that HubSpot does not take as they are. */

const bundlePath = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));
const timeout = 120_000;

/** A portal whose tickets were imported, and SQL as people edit with it in DevRev. */
const inImportedPortal = <Result>(
  { fault, size }: { size: number; fault?: (request: SourceRequest) => SourceFault | undefined },
  use: (world: World) => Promise<Result>,
) =>
  inWorld({ system: 'hubspot', bundlePath, size, ...(fault && { source: { fault } }) }, async (world) => {
    const { status, missing } = await world.sync({ makeObjects: true });
    expect({ status, missing }).toEqual({ status: 'done', missing: 0 });
    return use(world);
  });

/** Sets members of tickets, in DevRev. @returns how many */
async function editTickets(
  { query }: World,
  column: 'fields' | 'custom_fields',
  members: object,
  { from = 0, most = 1 },
): Promise<number> {
  const chosen = await query(
    `SELECT id FROM devrev_objects WHERE leaf_type = 'ticket' ORDER BY id LIMIT ${most} OFFSET ${from}`,
  );
  const ids = chosen.map(({ id }) => `'${id}'`).join(', ');
  await query(`
    UPDATE devrev_objects SET modified_date = now()::TIMESTAMP,
      ${column} = json_merge_patch(${column}, '${JSON.stringify(members)}')
    WHERE id IN (${ids})`);
  return chosen.length;
}

/** Items that were not written, with code and reason. */
const namedItems = ({ skips }: Awaited<ReturnType<World['sync']>>) =>
  skips.filter(({ what }) => what === 'item').map(({ code, reason }) => `${code}: ${reason}`);

const writtenTo = ({ simulator }: World) => [...(simulator.written?.() ?? [])];

describe('a reverse run', { timeout }, () => {
  it('with one item of 500 that HubSpot refuses writes 499, and names one in the words of HubSpot', () =>
    inImportedPortal({ size: 500 }, async (world) => {
      expect(await editTickets(world, 'fields', { title: 'Changed' }, { from: 1, most: 499 })).toBe(499);
      expect(await editTickets(world, 'custom_fields', { p_pieces: 'many' }, {})).toBe(1);
      const summary = await world.sync({ scenario: 'reverse' });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writtenTo(world)).toHaveLength(499);
      expect(namedItems(summary)).toEqual([
        expect.stringMatching(/^item_refused: .*pieces: many was not a valid long/),
      ]);
    }));

  it('of a connection that may not write names every item, and writes them when it may', () => {
    let mayWrite = false;
    const scopes = { context: { requiredGranularScopes: ['tickets'] } };
    const body = JSON.stringify({ message: 'Not granted', category: 'MISSING_SCOPES', errors: [scopes] });
    const fault = ({ method }: SourceRequest) =>
      method === 'PATCH' && !mayWrite ? { status: 403, body } : undefined;
    return inImportedPortal({ size: 40, fault }, async (world) => {
      expect(await editTickets(world, 'fields', { title: 'Changed' }, { most: 10 })).toBe(10);
      const refused = await world.sync({ scenario: 'reverse' });
      expect(refused.loaded?.ticket_any).toEqual({ created: 0, updated: 0, skipped: 0, failed: 10 });
      expect(namedItems(refused)).toEqual([
        expect.stringMatching(/^permission_denied: .*lacks the scopes tickets/),
      ]);
      expect(writtenTo(world)).toEqual([]);
      mayWrite = true;
      const summary = await world.sync({ scenario: 'reverse', handOutEverything: true });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writtenTo(world)).toHaveLength(10);
    });
  });
});

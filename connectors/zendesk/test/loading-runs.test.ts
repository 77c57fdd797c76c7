import { fileURLToPath } from 'node:url';
import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { inVirtualWorld } from '@airdrop-connectors/testing/efficiency';
import { inWorld, type World } from '@airdrop-connectors/testing/world';
import { describe, expect, it } from 'vitest';

/** Whole reverse runs in processes of their own, on items that Zendesk does not take as they are. */

const bundlePath = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));
const connectorPath = fileURLToPath(new URL('../dist/connector.mjs', import.meta.url));
const timeout = 120_000;

interface Play {
  size: number;
  simulator?: Readonly<Record<string, unknown>>;
  fault?: (request: SourceRequest) => SourceFault | undefined;
}

/** An account whose tickets were imported, and SQL as people edit with it in DevRev. */
const inImportedAccount = <Result>(
  { fault, simulator = {}, size }: Play,
  use: (world: World) => Promise<Result>,
) =>
  inWorld(
    { system: 'zendesk', bundlePath, size, simulator, ...(fault && { source: { fault } }) },
    async (world) => {
      const { status, missing } = await world.sync({ makeObjects: true });
      expect({ status, missing }).toEqual({ status: 'done', missing: 0 });
      return use(world);
    },
  );

const openTickets = `leaf_type = 'ticket' AND (fields->>'stage') NOT IN ('Closed', 'Deleted')`;

/** Sets members of the fields of tickets, in DevRev. @returns how many */
async function editTickets(
  { query }: World,
  members: object,
  where = openTickets,
  most = 1,
): Promise<number> {
  const chosen = await query(`SELECT id FROM devrev_objects WHERE ${where} ORDER BY id LIMIT ${most}`);
  const ids = chosen.map(({ id }) => `'${id}'`).join(', ');
  await query(`
    UPDATE devrev_objects SET modified_date = now()::TIMESTAMP,
      fields = json_merge_patch(fields, '${JSON.stringify(members)}')
    WHERE id IN (${ids})`);
  return chosen.length;
}

/** Items that were not written, with code and reason. */
const namedItems = ({ skips }: Awaited<ReturnType<World['sync']>>) =>
  skips.filter(({ what }) => what === 'item').map(({ code, reason }) => `${code}: ${reason}`);

const writesOf = ({ simulator }: World) =>
  [...(simulator.written?.() ?? [])].map(({ kind, id }) => ({ kind, id }));

describe('a reverse run', { timeout }, () => {
  it('with one item of 500 that Zendesk refuses writes 499, and names one in the words of Zendesk', () =>
    inImportedAccount({ size: 700, simulator: { oddities: ['required fields'] } }, async (world) => {
      const lacksField = `${openTickets} AND (fields->>'stage') <> 'Solved'`;
      expect(await editTickets(world, { title: 'Changed' }, openTickets, 500)).toBe(500);
      expect(
        await editTickets(world, { stage: 'Solved' }, `${lacksField} AND (fields->>'title') = 'Changed'`),
      ).toBe(1);
      const summary = await world.sync({ scenario: 'reverse' });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writesOf(world)).toHaveLength(499);
      expect(namedItems(summary)).toEqual([
        expect.stringMatching(/^item_refused: .*Serial number: is required when solving a ticket/),
      ]);
    }));

  it('leaves closed tickets as they are, and names each', () =>
    inImportedAccount({ size: 60 }, async (world) => {
      const closed = `leaf_type = 'ticket' AND (fields->>'stage') = 'Closed'`;
      const count = await editTickets(world, { title: 'Changed' }, closed, 60);
      expect(count).toBeGreaterThan(0);
      const summary = await world.sync({ scenario: 'reverse' });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writesOf(world)).toEqual([]);
      expect(summary.skips).toEqual([expect.objectContaining({ code: 'ticket_closed', count })]);
    }));

  it('of a connection that may not write names every item, and writes them when it may', () => {
    let mayWrite = false;
    const forbidden = { status: 403, body: JSON.stringify({ error: 'Forbidden' }) };
    const fault = ({ method }: SourceRequest) => (method === 'GET' || mayWrite ? undefined : forbidden);
    return inImportedAccount({ size: 40, fault }, async (world) => {
      expect(await editTickets(world, { title: 'Changed' }, openTickets, 10)).toBe(10);
      const refused = await world.sync({ scenario: 'reverse' });
      expect(refused.loaded?.ticket_any).toEqual({ created: 0, updated: 0, skipped: 0, failed: 10 });
      expect(namedItems(refused)).toEqual([
        expect.stringMatching(/^permission_denied: .*Ask a Zendesk administrator to give the connection/),
      ]);
      expect(writesOf(world)).toEqual([]);
      mayWrite = true;
      const summary = await world.sync({ scenario: 'reverse', handOutEverything: true });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writesOf(world)).toHaveLength(10);
    });
  });

  it('waits for the limit of one ticket, thirty changes in ten minutes, and writes the others meanwhile', () =>
    inVirtualWorld(
      { system: 'zendesk', connectorPath, size: 40, simulator: { limits: 'high-volume' } },
      async (world) => {
        await world.sync({ makeObjects: true });
        expect(await editTickets(world, { title: 'Changed' }, openTickets, 10)).toBe(10);
        const [first] = await world.query(`
          SELECT external_id FROM devrev_objects WHERE (fields->>'title') = 'Changed' ORDER BY id LIMIT 1`);
        await spendLimit(world, String(first?.external_id));
        const before = world.now();
        const summary = await world.sync({ scenario: 'reverse' });
        expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
        expect(summary.loaded?.ticket_any).toEqual({ created: 0, updated: 10, skipped: 0, failed: 0 });
        const waited = [...world.simulator.truth('account')]
          .filter(({ kind, fields }) => kind === 'ticket' && fields?.subject === 'Changed')
          .map(({ id, modified }) => ({ id, seconds: (Date.parse(modified ?? '') - before) / 1000 }));
        expect(waited).toHaveLength(10);
        for (const { id, seconds } of waited)
          if (id === first?.external_id) expect(seconds).toBeGreaterThan(500);
          else expect(seconds).toBeLessThan(60);
      },
    ));
});

/** The same user has changed the ticket as often as Zendesk allows. */
async function spendLimit({ simulator }: World, id: string): Promise<void> {
  const { email, api_token: token } = simulator.connection;
  const authorization = `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`;
  for (let count = 0; count < 30; count += 1) {
    const { status } = await fetch(`${simulator.url}/api/v2/tickets/${id}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: { tags: [`t${count}`] } }),
    });
    expect(status).toBe(200);
  }
}

import { fileURLToPath } from 'node:url';
import type { SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { inWorld, type World } from '@airdrop-connectors/testing/world';
import { describe, expect, it } from 'vitest';
import { answerableTicket } from './hubspot-portal.js';

/** Whole reverse runs in processes of their own, on items that HubSpot does not take as they are. */

const bundlePath = fileURLToPath(new URL('../dist/index.cjs', import.meta.url));
const timeout = 120_000;

/** A portal whose tickets were imported, and SQL as people edit with it in DevRev. */
const inImportedPortal = <Result>(
  {
    fault,
    size,
    settings = {},
  }: {
    size: number;
    fault?: (request: SourceRequest) => SourceFault | undefined;
    settings?: Readonly<Record<string, string>>;
  },
  use: (world: World, settings: Readonly<Record<string, string>>) => Promise<Result>,
) =>
  inWorld({ system: 'hubspot', bundlePath, size, ...(fault && { source: { fault } }) }, async (world) => {
    const { status, missing } = await world.sync({ makeObjects: true, settings });
    expect({ status, missing }).toEqual({ status: 'done', missing: 0 });
    return use(world, settings);
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

/** Comments that customers may see, made in DevRev on a ticket on which one has written. @returns how many */
async function commentForCustomers({ query, simulator }: World, bodies: readonly string[]): Promise<number> {
  const objects = [...simulator.truth('portal')];
  const tickets = objects.flatMap(({ kind, id }) => (kind === 'ticket' ? [id] : []));
  // The conversation of every third ticket is closed.
  const parent = answerableTicket(
    simulator,
    tickets.slice(0, 12).filter((_, index) => index % 3 !== 0),
  );
  const owner = objects.find(({ kind }) => kind === 'owner')?.id;
  const [ticket] = await query(
    `SELECT id FROM devrev_objects WHERE leaf_type = 'ticket' AND external_id = '${parent}'`,
  );
  const [agent] = await query(
    `SELECT id FROM devrev_identities WHERE item_type = 'owners' AND external_id = '${owner}'`,
  );
  for (const [index, body] of bodies.entries()) {
    const id = `don:core:dvrv-us-1:devo/local:comment/${90_000 + index}`;
    const fields = JSON.stringify({
      body,
      parent_object_id: ticket?.id,
      created_by_id: agent?.id,
      visibility: 'Visibility_EXTERNAL',
    });
    await query(`
      INSERT INTO devrev_identities
      SELECT 'notes', NULL, sync_unit, 'comment', ${90_000 + index}, '${id}', false, NULL, 0, 0
      FROM devrev_objects WHERE id = '${ticket?.id}'`);
    await query(`
      INSERT INTO devrev_objects (id, display_id, leaf_type, sync_unit, item_type, is_stand_in, fields, custom_fields,
        created_date, modified_date, content_hash)
      SELECT '${id}', 'COMMENT-${90_000 + index}', 'comment', sync_unit, 'notes', false, '${fields}', '{}',
        now()::TIMESTAMP, now()::TIMESTAMP, 'made in DevRev'
      FROM devrev_objects WHERE id = '${ticket?.id}'`);
  }
  return bodies.length;
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

describe('comments for customers', { timeout }, () => {
  const bodies = ['It is on its way', 'Thank you', 'Thank you'];
  const isReply = ({ method, path }: SourceRequest) => method === 'POST' && path.endsWith('/messages');
  const messages = (world: World) => writtenTo(world).filter(({ kind }) => kind === 'message');
  const comments = ({ query }: World) =>
    query(`SELECT item_type FROM devrev_objects WHERE (fields->>'body') IN ('${bodies.join("', '")}')`);

  it('are sent once although the answers are lost, and come back as what they are', () => {
    let posts = 0;
    const fault = (request: SourceRequest) => {
      if (!isReply(request)) return undefined;
      posts += 1;
      return 'reset-after' as const;
    };
    return inImportedPortal({ size: 40, fault, settings: { replies: 'true' } }, async (world, settings) => {
      expect(await commentForCustomers(world, bodies)).toBe(3);
      const first = await world.sync({ scenario: 'reverse', settings });
      expect(first).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(first.loaded?.notes).toEqual({ created: 3, updated: 0, skipped: 0, failed: 0 });
      expect(posts).toBe(3);
      expect(writtenTo(world)).toEqual(messages(world));
      expect(messages(world)).toHaveLength(3);
      const second = await world.sync({ scenario: 'reverse', handOutEverything: true, settings });
      expect(second).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect({ posts, written: messages(world).length }).toEqual({ posts: 3, written: 3 });
      const forward = await world.sync({ scenario: 'incremental', makeObjects: true, settings });
      expect(forward).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      const changed = forward.devrev?.objects.filter(({ created, updated }) => created + updated > 0);
      expect(changed).toEqual([]);
      const types = (await comments(world)).map(({ item_type: type }) => type);
      expect(types).toEqual(['messages', 'messages', 'messages']);
    });
  });

  it('without the option are notes, and nothing is said in conversations', () => {
    let posts = 0;
    const fault = (request: SourceRequest) => {
      if (isReply(request)) posts += 1;
      return undefined;
    };
    return inImportedPortal({ size: 40, fault }, async (world) => {
      await commentForCustomers(world, bodies);
      const summary = await world.sync({ scenario: 'reverse' });
      expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
      expect(writtenTo(world).map(({ kind }) => kind)).toEqual(['note', 'note', 'note']);
      expect(summary.skips).toEqual([
        expect.objectContaining({ what: 'field', code: 'field_refused', count: 3 }),
      ]);
      expect(posts).toBe(0);
    });
  });
});

import { describe, expect, it } from 'vitest';
import { customValues } from '../src/custom-values.js';
import { archive } from '../src/streams/archive.js';
import { changedIds } from '../src/streams/changed-ids.js';
import { contacts } from '../src/streams/contacts.js';
import { customObjects } from '../src/streams/custom-objects.js';
import { notes } from '../src/streams/notes.js';
import { readObject } from '../src/streams/object-page.js';
import { tickets } from '../src/streams/tickets.js';
import { startPortal, WORLD_TIME } from './hubspot-portal.js';
import { idsOf, walk } from './walk-stream.js';

const since = (ms: number) => ({ from: new Date(ms).toISOString() });
const ever = { from: '2023-01-01T00:00:00.000Z' };

describe('a first run', () => {
  it('lists records by id with everything but labels in it, and reads associations for a thousand at once', async () => {
    const { client, requests } = await startPortal({ size: 250 });
    const { items } = await walk(tickets, client);
    expect(new Set(idsOf(items, 'tickets')).size).toBe(250);
    const paths = requests.map(({ method = 'GET', path }) => `${method} ${path}`);
    expect(paths.filter((path) => path === 'GET /crm/objects/2026-09/tickets')).toHaveLength(5);
    expect(paths.filter((path) => /\/crm\/(objects|associations)\/.*\/batch\/read$/.test(path))).toEqual([
      'POST /crm/associations/2026-09/tickets/contacts/batch/read',
    ]);
    expect(paths.some((path) => path.endsWith('/search'))).toBe(false);
  });

  it('reads bodies apart from the list where the names of properties do not fit into an address', async () => {
    const { client, requests } = await startPortal({ size: 60, customProperties: 400 });
    const { items } = await walk(tickets, client);
    expect(idsOf(items, 'tickets')).toHaveLength(60);
    const lists = requests.filter(({ path }) => path === '/crm/objects/2026-09/tickets');
    expect(lists.every(({ query }) => query?.properties === undefined)).toBe(true);
    const bodies = requests.filter(({ path }) => path === '/crm/objects/2026-09/tickets/batch/read');
    expect(bodies.length).toBeGreaterThan(0);
    for (const { body } of bodies)
      expect((body as { inputs: unknown[] }).inputs.length).toBeLessThanOrEqual(50);
  });

  it('goes on from any page with nothing lost or twice', async () => {
    const { client } = await startPortal({ size: 60, pageSize: 500 });
    const whole = idsOf((await walk(contacts, client)).items, 'contacts');
    const { client: small } = await startPortal({ size: 60, pageSize: 7 });
    const first = await walk(contacts, small, { most: 1 });
    const rest = await walk(contacts, small, { cursor: first.cursor });
    expect([...idsOf(first.items, 'contacts'), ...idsOf(rest.items, 'contacts')]).toEqual(whole);
  });

  it('asks custom objects by the id of their type', async () => {
    const { client, requests } = await startPortal();
    const { items } = await walk(customObjects, client);
    expect(items.length).toBeGreaterThan(0);
    expect(items[0]?.data.name).toBe('M-0');
    expect(requests.at(-1)?.path).toBe('/crm/objects/2026-09/2-3465404');
  });
});

describe('a later run', () => {
  it('finds more changed records than a search gives out, by walking ids', { timeout: 60_000 }, async () => {
    const { client, requests } = await startPortal({ size: 10_500 });
    const { items } = await walk(contacts, client, { window: ever });
    expect(new Set(idsOf(items, 'contacts')).size).toBe(10_500);
    const searches = requests.filter(({ path }) => path.endsWith('/search'));
    expect(searches.length).toBeLessThan(60);
    for (const { body } of searches) expect(body).not.toHaveProperty('after');
  });

  it('misses none when the search does not keep to the sort', async () => {
    const { client } = await startPortal({ size: 900, searchDisorder: 0.2 });
    const { items } = await walk(contacts, client, { window: ever });
    expect(new Set(idsOf(items, 'contacts')).size).toBe(900);
  });

  it('asks contacts by their own clock: by that of all others nothing is found', async () => {
    const { client } = await startPortal();
    const range = { from: ever.from, to: undefined, objectType: 'contacts' };
    const own = changedIds(client, { ...range, clock: 'lastmodifieddate' }, '');
    const other = changedIds(client, { ...range, clock: 'hs_lastmodifieddate' }, '');
    expect((await own.next()).value?.ids).toHaveLength(60);
    expect((await other.next()).value?.ids).toHaveLength(0);
  });

  it('brings what the index was behind with, through the overlap of the window', async () => {
    const { client, simulator, clock } = await startPortal({ searchLagSeconds: 600 });
    simulator.applyChanges({ seed: 1, edits: 4, creations: 0 });
    const hidden = await walk(tickets, client, { window: since(WORLD_TIME - 60_000) });
    expect(idsOf(hidden.items, 'tickets')).toEqual([]);
    clock.now += 900_000;
    const found = await walk(tickets, client, {
      window: since(clock.now - 300_000 - tickets.overlapSeconds * 1000),
    });
    expect(idsOf(found.items, 'tickets')).toHaveLength(4);
  });

  it('loses none to edits and births between the pages of a search', async () => {
    const { client, simulator } = await startPortal({ pageSize: 5 });
    const before = [...simulator.truth('portal')].filter(({ kind }) => kind === 'ticket').map(({ id }) => id);
    const range = { objectType: 'tickets', clock: 'hs_lastmodifieddate', from: ever.from, to: undefined };
    const seen = new Set<string>();
    for await (const { ids } of changedIds(client, range, '')) {
      for (const id of ids) seen.add(id);
      simulator.applyChanges({ seed: seen.size, edits: 3, creations: 1 });
    }
    expect(before.filter((id) => !seen.has(id))).toEqual([]);
  });

  it('marks what was archived, although no date of it moved, with the next look into the archive', async () => {
    const { client, simulator, clock } = await startPortal();
    const ids = { tickets: '360000030000', contacts: '300000050000', machines: '540000010000' } as const;
    clock.now += 60_000;
    for (const [kind, id] of Object.entries(ids)) simulator.lifecycle.archive(kind as keyof typeof ids, id);
    const { items, cursor } = await walk(archive, client, { window: since(WORLD_TIME) });
    expect(items).toMatchObject([
      { feed: 'contacts', id: ids.contacts, data: { archived: true } },
      { feed: 'tickets', id: ids.tickets, data: { archived: true } },
      { feed: 'custom_objects', id: ids.machines, data: { archived: true } },
    ]);
    for (const { modifiedDate } of items) expect(Date.parse(modifiedDate)).toBe(WORLD_TIME + 60_000);
    expect((await walk(archive, client, { window: since(WORLD_TIME), cursor })).items).toEqual([]);
    expect((await walk(archive, client)).pages).toBe(0);
  });

  it('looks into the archives that it may see', async () => {
    const { client, simulator, clock } = await startPortal({ missingScopes: ['companies', 'deals'] });
    clock.now += 60_000;
    simulator.lifecycle.archive('tickets', '360000030000');
    const { items } = await walk(archive, client, { window: since(WORLD_TIME) });
    expect(idsOf(items, 'tickets')).toEqual(['360000030000']);
  });

  it('goes on in the archive from any page', async () => {
    const { client, simulator, clock } = await startPortal({ pageSize: 2 });
    clock.now += 60_000;
    for (const index of [1, 2, 3, 4, 5]) {
      simulator.lifecycle.archive('contacts', String(300_000_000_000 + index * 10_000));
      simulator.lifecycle.archive('deals', String(340_000_000_000 + index * 10_000));
    }
    const window = since(WORLD_TIME);
    const whole = await walk(archive, client, { window });
    expect(whole.items).toHaveLength(10);
    for (let most = 1; most < whole.pages; most++) {
      const first = await walk(archive, client, { window, most });
      const rest = await walk(archive, client, { window, cursor: first.cursor });
      expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
    }
  });

  it('lets the old ids of merged records lead to what they have become', async () => {
    const { client, simulator, clock } = await startPortal();
    clock.now += 60_000;
    const [left = '', right = ''] = ['300000030000', '300000040000'];
    const into = simulator.lifecycle.merge('contacts', left, right);
    const { items } = await walk(contacts, client, { window: since(WORLD_TIME) });
    expect(items.filter(({ feed }) => feed === 'contacts')).toMatchObject([
      { id: into, data: { archived: false, merged_ids: [left, right], merged_into: null } },
      { id: left, data: { archived: true, merged_into: into } },
      { id: right, data: { archived: true, merged_into: into } },
    ]);
  });

  it('lets the other id lead to the record that kept its own, where a merge is of the old style', async () => {
    const { client, simulator, clock } = await startPortal({ mergesKeepId: true });
    clock.now += 60_000;
    const [left = '', right = ''] = ['300000030000', '300000040000'];
    expect(simulator.lifecycle.merge('contacts', left, right)).toBe(left);
    const { items } = await walk(contacts, client, { window: since(WORLD_TIME) });
    expect(items.filter(({ feed }) => feed === 'contacts')).toMatchObject([
      { id: left, data: { archived: false, merged_ids: [right], merged_into: null } },
      { id: right, data: { archived: true, merged_into: left } },
    ]);
  });

  it('leaves out, without a failure, what a batch names as gone', async () => {
    const { client, simulator } = await startPortal();
    simulator.lifecycle.erase('notes', '460000020000');
    const found = await client.batchRead('notes', ['460000010000', '460000020000', '460000030000'], {
      properties: [],
      history: [],
    });
    // In another order than asked for: records are told apart by their id.
    expect(found).toMatchObject([{ id: '460000030000' }, { id: '460000010000' }]);
  });
});

describe('a pipeline alone', () => {
  it('brings its tickets and what hangs on them, and nothing of other pipelines', async () => {
    const { client, simulator } = await startPortal();
    const unitId = 'pipeline-75012839';
    const truth = [...simulator.truth(unitId)];
    for (const [stream, feed, kind] of [
      [tickets, 'tickets', 'ticket'],
      [notes, 'engagements', 'note'],
    ] as const) {
      const { items } = await walk(stream, client, { unitId });
      const wanted = truth.filter((object) => object.kind === kind).map(({ id }) => id);
      expect(idsOf(items, feed).sort()).toEqual(wanted.sort());
    }
  });
});

describe('a property that is deleted', () => {
  it('while records are read is absent from those read later, which are delivered without it', async () => {
    const { client, simulator } = await startPortal({ size: 20 });
    const before = await client.objectPage('tickets', query(['subject', 'old_remark']));
    expect(before.results[0]).toHaveProperty('properties.old_remark');
    simulator.applyDrift?.(1);
    const { results } = await client.objectPage('tickets', query(['subject', 'old_remark']));
    const definitions = { p_old_remark: { type: 'text', name: 'Old remark' } } as const;
    const [found] = results.map(readObject);
    expect(found && customValues(definitions, found.properties)).toEqual({ values: {}, others: [] });
  });
});

const query = (properties: readonly string[]) => ({
  after: '',
  properties,
  history: [],
  associations: [],
  archived: false,
});

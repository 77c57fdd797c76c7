import { describe, expect, it } from 'vitest';
import { census } from '../src/streams/census.js';
import { type HubspotPortal, startPortal, WORLD_TIME } from './hubspot-portal.js';
import { idsOf, type WalkOptions, walk } from './walk-stream.js';

const day = 86_400_000;
const at = (days: number) => ({ from: new Date(WORLD_TIME + days * day).toISOString() });

/** A portal of which one census was made, a day later. */
async function countedPortal(options: Parameters<typeof startPortal>[0] = {}) {
  const portal = await startPortal(options);
  const { cursor, items } = await walk(census, portal.client, { window: at(0) });
  expect(items).toEqual([]);
  portal.clock.now += day;
  const recount = (more: Partial<WalkOptions> = {}) =>
    walk(census, portal.client, { window: at(1), previous: cursor, ...more });
  return { ...portal, recount };
}

const ticket = (index: number) => String(360_000_000_000 + index * 10_000);
const contact = (index: number) => String(300_000_000_000 + index * 10_000);

describe('a census', () => {
  it('of a first run costs nothing, and the one after it has nothing to compare with', async () => {
    const { client, requests } = await startPortal();
    expect((await walk(census, client)).pages).toBe(0);
    expect(requests.filter(({ path }) => path.startsWith('/crm/objects/'))).toEqual([]);
    expect((await walk(census, client, { window: at(0) })).items).toEqual([]);
  });

  it('finds nothing where nothing changed but what searches find', async () => {
    const { simulator, recount } = await countedPortal();
    simulator.applyChanges({ seed: 1, edits: 20, creations: 10 });
    simulator.lifecycle.archive('tickets', ticket(3));
    simulator.lifecycle.merge('companies', '320000010000', '320000020000');
    const { items } = await recount();
    // Merging takes associations along: what hung on the two hangs on none of them any more.
    expect(items.filter(({ feed }) => feed === 'companies')).toEqual([]);
    expect(items.filter(({ data }) => data.archived === true)).toEqual([]);
    expect(idsOf(items, 'tickets')).not.toContain(ticket(3));
  });

  it('takes no record for deleted whose id leads to the one it was merged into', async () => {
    const { simulator, recount } = await countedPortal({ mergesKeepId: true });
    simulator.lifecycle.merge('contacts', contact(3), contact(7));
    const { items } = await recount();
    expect(items.filter(({ data }) => data.archived === true)).toEqual([]);
    expect(idsOf(items, 'contacts')).not.toContain(contact(7));
  });

  it('finds what was restored from the archive, with its old dates', async () => {
    const portal = await startPortal();
    portal.simulator.lifecycle.archive('tickets', ticket(3));
    const { cursor } = await walk(census, portal.client, { window: at(0) });
    portal.simulator.lifecycle.restore('tickets', ticket(3));
    const { items } = await walk(census, portal.client, { window: at(1), previous: cursor });
    expect(items.filter(({ feed }) => feed !== 'associations')).toMatchObject([
      { feed: 'tickets', id: ticket(3), data: { archived: false } },
    ]);
  });

  it('finds what was deleted for good, and keeps nothing of it', async () => {
    const { simulator, recount } = await countedPortal();
    simulator.lifecycle.erase('contacts', contact(7));
    const { items } = await recount();
    const [erased, ...other] = items.filter(({ feed }) => feed === 'contacts');
    expect(other).toEqual([]);
    const { id, data, modifiedDate } = erased ?? expect.fail();
    // Later than whatever was known of it, so that DevRev takes it.
    expect(Date.parse(modifiedDate)).toBe(WORLD_TIME + day);
    expect([id, data.name, data.archived]).toEqual([contact(7), `Contact ${contact(7)}`, true]);
    const { name: _, archived: __, ...others } = data;
    const left = Object.values(others).filter((value) => value !== null && String(value) !== '');
    expect(left).toEqual([]);
    // All that the portal has declared is among them, empty.
    expect(Object.keys(others).filter((key) => key.startsWith('p_')).length).toBeGreaterThan(3);
  });

  it('finds an association that came or went alone', async () => {
    const { client, simulator, recount } = await countedPortal();
    simulator.lifecycle.associate('tickets', ticket(2), 'contacts', [contact(9)]);
    simulator.lifecycle.associate('deals', '340000010000', 'companies', []);
    const { items } = await recount();
    expect(items.filter(({ feed }) => feed !== 'associations')).toMatchObject([
      { feed: 'deals', id: '340000010000', data: { company: null } },
      { feed: 'tickets', id: ticket(2), data: { contacts: [contact(9)] } },
    ]);
    // No date moved in HubSpot, and DevRev may take a record of the same date for one that it has.
    for (const { modifiedDate } of items) expect(Date.parse(modifiedDate)).toBe(WORLD_TIME + day);
    expect(await lists(client)).toBeGreaterThan(0);
  });

  it('goes on from any page, and finds the same', async () => {
    const { simulator, recount } = await countedPortal({ size: 40, pageSize: 9 });
    simulator.lifecycle.erase('contacts', contact(1));
    simulator.lifecycle.associate('tickets', ticket(30), 'contacts', [contact(9)]);
    const whole = await recount();
    expect(whole.items.map(({ id }) => id)).toEqual(expect.arrayContaining([contact(1), ticket(30)]));
    for (let most = 1; most < whole.pages; most++) {
      const { cursor, items } = await recount({ most });
      const rest = await recount({ cursor });
      expect([...items, ...rest.items]).toEqual(whole.items);
      expect(rest.cursor).toEqual(whole.cursor);
    }
  });

  it('leaves out types that are switched off, which are not taken for deleted', async () => {
    const { recount } = await countedPortal();
    expect((await recount({ without: ['contact_any', 'deal_any'] })).items).toEqual([]);
  });

  it('says so when more has changed than it can tell', async () => {
    const { simulator, recount } = await countedPortal({ size: 1_100 });
    for (let index = 0; index < 1_000; index++) simulator.lifecycle.erase('contacts', contact(index));
    const { items, problems } = await recount();
    expect(items).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('than can be told apart')]);
  });

  it('counts what it may see', async () => {
    const { simulator, recount } = await countedPortal({ missingScopes: ['companies'] });
    simulator.lifecycle.associate('tickets', ticket(2), 'contacts', [contact(9)]);
    expect(idsOf((await recount()).items, 'tickets')).toEqual([ticket(2)]);
  });

  it('of a pipeline has its tickets only', async () => {
    const { simulator, recount } = await countedPortal();
    const unitId = 'pipeline-75012839';
    const own = [...simulator.truth(unitId)].filter(({ kind }) => kind === 'ticket').map(({ id }) => id);
    const others = [ticket(0), ticket(1), ticket(2)].filter((id) => !own.includes(id));
    const [first = ''] = own;
    for (const id of [first, ...others])
      simulator.lifecycle.associate('tickets', id, 'contacts', [contact(59)]);
    expect(others.length).toBeGreaterThan(0);
    expect(idsOf((await recount({ unitId })).items, 'tickets')).toEqual([first]);
  });
});

/** Calls that a census makes of a portal of which every list has one page. */
async function lists(client: HubspotPortal['client']): Promise<number> {
  return (await walk(census, client, { window: at(0) })).pages;
}

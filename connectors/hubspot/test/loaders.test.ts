import { Readable } from 'node:stream';
import type { LoadItem } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { customObjectLoader } from '../src/loaders/custom-objects.js';
import { dealLoader } from '../src/loaders/deals.js';
import { fileLoader } from '../src/loaders/files.js';
import { associationLoader } from '../src/loaders/labelled-associations.js';
import { noteLoader } from '../src/loaders/notes.js';
import { taskLoader } from '../src/loaders/tasks.js';
import { ticketLoader } from '../src/loaders/tickets.js';
import { type HubspotPortal, startPortal } from './hubspot-portal.js';

/** What loaders write over HTTP, and what they find again. Core's part is tested in core and by the contract suite. */

const key = 'a1b2c3d4e5f6a1b2c3d4e5f6';
const now = '2025-11-03T12:00:00.000Z';
const since = now;
const machines = 'custom_2-3465404';

function itemOf(data: object, itemType = 'ticket_any') {
  return {
    devrevId: 'don:core:dvrv-us-1:devo/local:ticket/1',
    itemType,
    createdDate: now,
    modifiedDate: now,
    data,
    // The same fields for whichever loader.
  } as unknown as LoadItem<never>;
}

async function start(options: Parameters<typeof startPortal>[0] = {}) {
  const portal = await startPortal(options);
  const context = {
    client: portal.client,
    options: { replies: false },
    externalSyncUnit: { id: 'portal', name: 'HubSpot' },
    externalIdOf: async () => undefined,
    isTaken: async () => false,
  };
  return { ...portal, context };
}

const idsOf = ({ simulator }: Pick<HubspotPortal, 'simulator'>, kind: string) =>
  [...simulator.truth('portal')].filter((object) => object.kind === kind).map(({ id }) => id);
const madeIn = ({ simulator }: Pick<HubspotPortal, 'simulator'>, kind: string) =>
  [...(simulator.written?.() ?? [])].filter((object) => object.kind === kind && object.isNew);
const requestsTo = ({ requests }: Pick<HubspotPortal, 'requests'>, method: string) =>
  requests.filter((request) => request.method === method).map(({ path }) => path);

async function recordOf(
  { client }: Pick<HubspotPortal, 'client'>,
  type: string,
  id: string,
  names: string[],
) {
  return client.object(type, id, { properties: names, associations: ['contacts', 'companies', 'tickets'] });
}

describe('a ticket', () => {
  it('is made as it is in DevRev with whom it belongs to, and found by its mark', async () => {
    const portal = await start();
    const [contact] = idsOf(portal, 'contact');
    const [company] = idsOf(portal, 'company');
    const [owner] = idsOf(portal, 'owner');
    const data = {
      subject: 'New',
      description: ['**Bold** words'],
      stage: '147862301',
      priority: 'HIGH',
      owner,
    };
    const item = itemOf({ ...data, contacts: [contact], company, p_pieces: 3, p_is_gift: true });
    const { id, modifiedDate, refused } = await ticketLoader.create({ ...portal.context, item, key });
    // What HubSpot has added comes with the next forward sync.
    expect({ modifiedDate, refused }).toEqual({ modifiedDate: undefined, refused: {} });
    const names = [
      'subject',
      'content',
      'hs_pipeline',
      'hs_pipeline_stage',
      'hs_ticket_priority',
      'pieces',
      'is_gift',
    ];
    expect(await recordOf(portal, 'tickets', id, names)).toMatchObject({
      properties: {
        subject: 'New',
        content: expect.stringContaining('<strong>Bold</strong> words'),
        hs_pipeline: '75012839',
        hs_pipeline_stage: '147862301',
        hs_ticket_priority: 'HIGH',
        pieces: '3',
        is_gift: 'true',
      },
      associations: { contacts: { results: [{ id: contact }] } },
    });
    expect((await ticketLoader.find({ ...portal.context, item, key, since }))?.id).toBe(id);
  });

  it('is found at once although searches are behind, and never made twice', async () => {
    const portal = await start({ searchLagSeconds: 600 });
    const item = itemOf({ subject: 'New', stage: '1' });
    expect(await ticketLoader.find({ ...portal.context, item, key, since })).toBeUndefined();
    const { id } = await ticketLoader.create({ ...portal.context, item, key });
    const search = { clock: 'hs_lastmodifieddate', from: now, afterId: '0' };
    expect((await portal.client.changedPage('tickets', search)).ids).not.toContain(id);
    expect((await ticketLoader.find({ ...portal.context, item, key, since }))?.id).toBe(id);
    // HubSpot refuses a second one with the mark, which says that the first is there.
    expect((await ticketLoader.create({ ...portal.context, item, key })).id).toBe(id);
    expect(madeIn(portal, 'ticket')).toHaveLength(1);
  });

  it('with a stage that is there no more begins at the first one, and says so', async () => {
    const portal = await start();
    const item = itemOf({ subject: 'New', stage: '147862399' });
    const { id, refused } = await ticketLoader.create({ ...portal.context, item, key });
    expect(refused).toEqual({ stage: expect.stringContaining('Choose another stage') });
    expect(await recordOf(portal, 'tickets', id, ['hs_pipeline_stage'])).toMatchObject({
      properties: { hs_pipeline_stage: '1' },
    });
  });

  it('lacks what administrators demand: it is named property by property in the words of HubSpot', async () => {
    const portal = await start({ demanded: { tickets: ['order_number', 'hs_ticket_priority'] } });
    const item = itemOf({ subject: 'New', stage: '1' });
    await expect(ticketLoader.create({ ...portal.context, item, key })).rejects.toMatchObject({
      code: 'item_refused',
      message: expect.stringContaining(
        'order_number: Property "order_number" is required; hs_ticket_priority: Property "hs_ticket_priority" is required',
      ),
    });
    expect(madeIn(portal, 'ticket')).toEqual([]);
  });

  it('with one value that HubSpot refuses gets all others, and the field is named', async () => {
    const portal = await start();
    const item = itemOf({ subject: 'New', stage: '1', p_line: 'noise_2019', p_pieces: 4 });
    const { id, refused } = await ticketLoader.create({ ...portal.context, item, key });
    expect(refused).toEqual({
      p_line: expect.stringContaining('noise_2019 was not one of the allowed options'),
    });
    expect(await recordOf(portal, 'tickets', id, ['pieces', 'line'])).toMatchObject({
      properties: { pieces: '4', line: null },
    });
  });

  it('with a field that HubSpot does not know any more gets all others, and the field is named', async () => {
    const portal = await start();
    const item = itemOf({ subject: 'New', stage: '1', p_gone: 'x' });
    const { refused } = await ticketLoader.create({ ...portal.context, item, key });
    expect(refused).toEqual({
      p_gone: 'HubSpot has no property gone any more. Add it there, or leave it to DevRev.',
    });
  });

  it('that is archived is gone', async () => {
    const portal = await start();
    const [id = ''] = idsOf(portal, 'ticket');
    portal.simulator.lifecycle.archive('tickets', id);
    const item = itemOf({ subject: 'Other' });
    expect(await ticketLoader.update?.read({ ...portal.context, item, id })).toBeUndefined();
  });

  it('that another program works on is left for later', async () => {
    const portal = await start();
    const [id = ''] = idsOf(portal, 'ticket');
    portal.simulator.lifecycle.lock('tickets', id, 1);
    const item = itemOf({ subject: 'Other' });
    const write = () => ticketLoader.update?.write({ ...portal.context, item, id, changes: item.data });
    await expect(write()).rejects.toMatchObject({ code: 'rate_limited', delaySeconds: 60 });
    expect(await write()).toMatchObject({ id });
  });

  it('is not made where the connection may not write tickets', async () => {
    const portal = await start({ missingScopes: ['tickets'] });
    const item = itemOf({ subject: 'New', stage: '1' });
    await expect(ticketLoader.create({ ...portal.context, item, key })).rejects.toThrow('lacks the scopes');
  });

  it('takes other contacts and another company, without a change of its date', async () => {
    const portal = await start();
    const [id = ''] = idsOf(portal, 'ticket');
    const contacts = idsOf(portal, 'contact').slice(-2);
    const company = idsOf(portal, 'company').at(-1);
    const item = itemOf({ contacts, company });
    const before = await ticketLoader.update?.read({ ...portal.context, item, id });
    portal.clock.now += 60_000;
    const written = await ticketLoader.update?.write({ ...portal.context, item, id, changes: item.data });
    expect(written).toMatchObject({ id, modifiedDate: before?.modifiedDate });
    const after = await ticketLoader.update?.read({ ...portal.context, item, id });
    expect(after).toMatchObject({ modifiedDate: before?.modifiedDate, data: { contacts, company } });
  });

  it('that moves on is not taken for unchanged: what follows comes with the next forward sync', async () => {
    const portal = await start();
    const [id = ''] = idsOf(portal, 'ticket');
    const item = itemOf({ stage: '4' });
    const written = await ticketLoader.update?.write({ ...portal.context, item, id, changes: item.data });
    expect(written).toEqual({ id, refused: {} });
    const subject = itemOf({ subject: 'Other' });
    expect(
      await ticketLoader.update?.write({ ...portal.context, item: subject, id, changes: subject.data }),
    ).toEqual({ id, modifiedDate: now, refused: {} });
  });

  it('whose text HubSpot gives back in another form is brought in that form by the next forward sync', async () => {
    const portal = await start();
    const [id = ''] = idsOf(portal, 'ticket');
    const write = (text: string) => {
      const item = itemOf({ description: [text] });
      return ticketLoader.update?.write({ ...portal.context, item, id, changes: item.data });
    };
    expect(await write('One\n\n**Two**')).toEqual({ id, modifiedDate: now, refused: {} });
    expect(await write('One\n\n  two')).toEqual({ id, refused: {} });
  });
});

describe('a mark', () => {
  it('is a property that is made once, of which no two records have the same value', async () => {
    const portal = await start();
    for (const other of ['1', '2']) {
      const item = itemOf({ subject: `New ${other}`, stage: '1' });
      await ticketLoader.create({ ...portal.context, item, key: `${key.slice(1)}${other}` });
    }
    const made = requestsTo(portal, 'POST').filter((path) => path.startsWith('/crm/properties/'));
    expect(made).toEqual(['/crm/properties/2026-09/tickets']);
    expect(await portal.client.property('tickets', 'devrev_mark')).toMatchObject({ hasUniqueValue: true });
  });

  it('that several records could share marks nothing: nothing new is written', async () => {
    const portal = await start();
    await fetch(`${portal.simulator.url}/crm/properties/2026-09/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${portal.simulator.connection.token}` },
      body: JSON.stringify({ name: 'devrev_mark', label: 'Mark', type: 'string', fieldType: 'text' }),
    });
    const item = itemOf({ subject: 'New', stage: '1' });
    await expect(ticketLoader.create({ ...portal.context, item, key })).rejects.toMatchObject({
      code: 'mark_missing',
      message: expect.stringContaining('several records can share'),
    });
    expect(madeIn(portal, 'ticket')).toEqual([]);
  });
});

describe('a deal', () => {
  it('is made in the pipeline of its stage, and found by its mark', async () => {
    const portal = await start();
    const item = itemOf(
      { name: 'Lamps', stage: 'contractsent', forecast: 'COMMIT', close_date: now },
      'deal_any',
    );
    const { id } = await dealLoader.create({ ...portal.context, item, key });
    const names = ['dealname', 'dealstage', 'pipeline', 'hs_forecast_category', 'closedate'];
    expect(await recordOf(portal, 'deals', id, names)).toMatchObject({
      properties: {
        dealname: 'Lamps',
        dealstage: 'contractsent',
        pipeline: 'default',
        hs_forecast_category: 'COMMIT',
        closedate: now,
      },
    });
    expect((await dealLoader.find({ ...portal.context, item, key, since }))?.id).toBe(id);
  });
});

describe('a task', () => {
  it('is made on its ticket with the time it has to have, and found by its mark', async () => {
    const portal = await start();
    const [ticket] = idsOf(portal, 'ticket');
    const item = itemOf({ subject: 'Call', body: ['Soon'], status: 'NOT_STARTED', parent: ticket }, 'tasks');
    const { id } = await taskLoader.create({ ...portal.context, item, key });
    expect(await recordOf(portal, 'tasks', id, ['hs_task_subject', 'hs_timestamp'])).toMatchObject({
      properties: { hs_task_subject: 'Call', hs_timestamp: now },
      associations: { tickets: { results: [{ id: ticket }] } },
    });
    expect((await taskLoader.find({ ...portal.context, item, key, since }))?.id).toBe(id);
  });

  it('keeps a status that DevRev shows as the one it has', async () => {
    const portal = await start();
    const ids = idsOf(portal, 'task');
    const item = itemOf({ status: 'IN_PROGRESS', priority: 'MEDIUM' }, 'tasks');
    const held = await Promise.all(
      ids.map(async (id) => {
        const raw = await recordOf(portal, 'tasks', id, ['hs_task_status']);
        const read = await taskLoader.update?.read({ ...portal.context, item, id });
        return [(raw as { properties: Record<string, string> }).properties.hs_task_status, read?.data.status];
      }),
    );
    const waiting = held.filter(([status]) => status === 'WAITING');
    expect(waiting.length).toBeGreaterThan(0);
    expect(new Set(waiting.map(([, status]) => status))).toEqual(new Set(['IN_PROGRESS']));
  });
});

describe('a note', () => {
  it('is made on its ticket for members of the portal, found by its mark, and shows none in DevRev', async () => {
    const portal = await start();
    const [ticket] = idsOf(portal, 'ticket');
    const item = itemOf({ body: ['What we **know**'], parent: ticket }, 'notes');
    expect(await noteLoader.find({ ...portal.context, item, key, since })).toBeUndefined();
    const { id, modifiedDate } = await noteLoader.create({ ...portal.context, item, key });
    expect(modifiedDate).toBe(now);
    expect(await noteLoader.find({ ...portal.context, item, key, since })).toEqual({ id, modifiedDate: now });
    expect(await recordOf(portal, 'notes', id, ['hs_note_body', 'hs_timestamp'])).toMatchObject({
      properties: { hs_note_body: expect.stringContaining(key), hs_timestamp: now },
      associations: { tickets: { results: [{ id: ticket }] } },
    });
    const other = itemOf({ body: ['?'], parent: ticket }, 'notes');
    const read = await noteLoader.update?.read({ ...portal.context, item: other, id });
    expect(read?.data.body).toEqual(['What we **know**']);
    await noteLoader.update?.write({ ...portal.context, item: other, id, changes: other.data });
    expect((await noteLoader.find({ ...portal.context, item, key, since }))?.id).toBe(id);
  });

  it('on something that is not in HubSpot, or not any more, is named', async () => {
    const portal = await start();
    const [ticket = ''] = idsOf(portal, 'ticket');
    portal.simulator.lifecycle.archive('tickets', ticket);
    for (const parent of [undefined, ticket])
      await expect(
        noteLoader.create({ ...portal.context, item: itemOf({ body: ['x'], parent }, 'notes'), key }),
      ).rejects.toMatchObject({ code: 'parent_not_loaded', isLimitation: true });
  });
});

describe('a file', () => {
  const file = (parentId: string, parentType = 'ticket') => ({
    devrevId: 'don:core:dvrv-us-1:devo/local:artifact/1',
    fileName: 'račun "1".txt',
    contentType: 'text/plain',
    bytes: 4,
    parentId,
    parentType,
    createdDate: now,
  });
  const open = async () => Readable.from([Buffer.from('text')]);

  it('comes with a note, and is found by the mark of that', async () => {
    const portal = await start();
    const [ticket = ''] = idsOf(portal, 'ticket');
    const wanted = { ...portal.context, file: file(ticket), key };
    const { id } = await fileLoader.create({ ...wanted, open });
    const isTaken = async () => false;
    expect(await fileLoader.find({ ...wanted, since, isTaken })).toEqual({ id, modifiedDate: now });
    expect(madeIn(portal, 'attachment')).toMatchObject([{ id, file: { bytes: 4 } }]);
    const [, fileId = ''] = id.split('-');
    expect(await portal.client.files([fileId])).toMatchObject([
      { name: 'račun "1"', extension: 'txt', size: 4 },
    ]);
  });

  it('that was sent before its note was lost is kept once', async () => {
    const portal = await start();
    const [first, second] = [
      await portal.client.upload(file(''), `/devrev/${key}`, open),
      await portal.client.upload(file(''), `/devrev/${key}`, open),
    ];
    expect(first).toBe(second);
    expect(madeIn(portal, 'attachment')).toEqual([]);
  });

  it('of something that has no notes is named', async () => {
    const portal = await start();
    const [task = ''] = idsOf(portal, 'task');
    await expect(
      fileLoader.create({ ...portal.context, file: file(task, 'task'), key, open }),
    ).rejects.toMatchObject({ code: 'file_without_place', isLimitation: true });
  });
});

describe('a record of a custom object', () => {
  it('is made with its name as the property it is known by, on its tickets, and found by its mark', async () => {
    const portal = await start();
    const [ticket] = idsOf(portal, 'ticket');
    const item = itemOf({ name: 'M-77', p_power: 12, tickets: [ticket] }, machines);
    const { id } = await customObjectLoader.create({ ...portal.context, item, key });
    expect(await recordOf(portal, '2-3465404', id, ['serial', 'power'])).toMatchObject({
      properties: { serial: 'M-77', power: '12' },
      associations: { tickets: { results: [{ id: ticket }] } },
    });
    expect((await customObjectLoader.find({ ...portal.context, item, key, since }))?.id).toBe(id);
    expect(madeIn(portal, 'machine')).toHaveLength(1);
  });
});

describe('a labelled association', () => {
  it('is made once, and found as itself', async () => {
    const portal = await start();
    const [source] = idsOf(portal, 'ticket');
    const target = idsOf(portal, 'contact').at(-1);
    const item = itemOf({ kind: 'tickets.contacts.36', source, target }, 'associations');
    expect(await associationLoader.find({ ...portal.context, item, key, since })).toBeUndefined();
    const { id } = await associationLoader.create({ ...portal.context, item, key });
    expect(await associationLoader.find({ ...portal.context, item, key, since })).toEqual({ id });
    expect(idsOf(portal, 'association')).toContain(id);
  });

  it('beyond the limit of administrators is refused in the words of HubSpot', async () => {
    const portal = await start({ mostPerLabel: 0 });
    const [source] = idsOf(portal, 'ticket');
    const target = idsOf(portal, 'contact').at(-1);
    const item = itemOf({ kind: 'tickets.contacts.36', source, target }, 'associations');
    await expect(associationLoader.create({ ...portal.context, item, key })).rejects.toMatchObject({
      code: 'item_refused',
      message: expect.stringContaining('is limited to 0 contacts'),
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { HubspotSimulatorOptions } from '../src/hubspot/index.js';
import { startPortal } from './hubspot-portal.js';

const objects = '/crm/objects/2026-09';

interface Body {
  id: string;
  message: string;
  category: string;
  updatedAt: string;
  properties: Record<string, string | null>;
  associations?: Record<string, { results: { id: string }[] }>;
  results: (Body & { new?: boolean; objectWriteTraceId?: string })[];
  numErrors?: number;
  errors?: { message: string; context: { objectWriteTraceId?: string[]; ids?: string[] } }[];
}

const start = (options: Partial<HubspotSimulatorOptions> = {}) => startPortal<Body>(options);

const ticket = { subject: 'New', hs_pipeline: '0', hs_pipeline_stage: '1' };
const contactId = '300000050000';
const ticketId = '360000050000';
/** Problems that an error has as JSON in its message. */
const problemsIn = ({ message }: Body) => JSON.parse(message.slice(message.indexOf('['))) as object[];

describe('a record', () => {
  it('is made with what was written and nothing else, and hangs where it was hung', async () => {
    const { send, simulator } = await start();
    const associations = [
      { to: { id: contactId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 16 }] },
    ];
    const made = await send('POST', `${objects}/tickets`, { properties: ticket, associations });
    expect(made).toMatchObject({ status: 201, body: { properties: ticket } });
    const query = 'properties=subject,content,hubspot_owner_id&associations=contacts,companies';
    const read = await send('GET', `${objects}/tickets/${made.body.id}?${query}`);
    expect(read.body.properties).toMatchObject({ subject: 'New', content: null, hubspot_owner_id: null });
    expect(read.body.associations).toEqual({
      contacts: { results: [{ id: contactId, type: 'ticket_to_contact' }] },
    });
    const truth = [...simulator.truth('portal')].find(({ id }) => id === made.body.id);
    expect(truth?.fields).toMatchObject({
      subject: 'New',
      stage: '1',
      contacts: [contactId],
      priority: null,
    });
  });

  it('is changed in the properties that were sent, and is found by a search then', async () => {
    const { send, clock } = await start();
    clock.now += 1_000;
    const changed = await send('PATCH', `${objects}/tickets/${ticketId}`, {
      properties: { subject: 'Other', content: '' },
    });
    expect(changed).toMatchObject({ status: 200, body: { properties: { subject: 'Other', content: null } } });
    const filters = [
      { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: new Date(clock.now).toISOString() },
    ];
    const found = await send('POST', `${objects}/tickets/search`, { filterGroups: [{ filters }] });
    expect(found.body.results.map(({ id }) => id)).toEqual([ticketId]);
  });

  it('is archived without a word, whether it was there or not', async () => {
    const { send } = await start();
    expect((await send('DELETE', `${objects}/tickets/${ticketId}`)).status).toBe(204);
    expect((await send('DELETE', `${objects}/tickets/999`)).status).toBe(204);
    expect((await send('PATCH', `${objects}/tickets/${ticketId}`, { properties: {} })).status).toBe(404);
    const archived = await send('GET', `${objects}/tickets?archived=true`);
    expect(archived.body.results.map(({ id }) => id)).toEqual([ticketId]);
  });

  it('that something else works on is locked for a while', async () => {
    const { send, simulator } = await start();
    simulator.lifecycle.lock('tickets', ticketId, 1);
    const write = () => send('PATCH', `${objects}/tickets/${ticketId}`, { properties: { subject: 'x' } });
    expect((await write()).status).toBe(423);
    expect((await write()).status).toBe(200);
  });
});

describe('records', () => {
  it('are merged into a third one, which both old ids lead to', async () => {
    const { send } = await start();
    const [primaryObjectId, objectIdToMerge] = [contactId, '300000060000'];
    const merged = await send('POST', `${objects}/contacts/merge`, { primaryObjectId, objectIdToMerge });
    expect(merged.body.properties.hs_merged_object_ids).toBe(`${primaryObjectId};${objectIdToMerge}`);
    for (const id of [primaryObjectId, objectIdToMerge])
      expect((await send('GET', `${objects}/contacts/${id}`)).body.id).toBe(merged.body.id);
    const again = await send('POST', `${objects}/contacts/merge`, { primaryObjectId, objectIdToMerge });
    expect(again.status).toBe(400);
  });

  it('are merged into the first of them where merges are of the old style, and the other id leads there', async () => {
    const { send, clock } = await start({ mergesKeepId: true });
    clock.now += 60_000;
    const others = ['300000060000', '300000070000'];
    for (const objectIdToMerge of others)
      await send('POST', `${objects}/contacts/merge`, { primaryObjectId: contactId, objectIdToMerge });
    const stays = await send('GET', `${objects}/contacts/${contactId}?properties=hs_merged_object_ids`);
    expect(stays.body.properties.hs_merged_object_ids).toBe(others.join(';'));
    expect(Date.parse(stays.body.updatedAt)).toBe(clock.now);
    const listed = await send('GET', `${objects}/contacts?limit=100`);
    expect(listed.body.results.map(({ id }) => id)).toContain(contactId);
    for (const id of others) {
      expect((await send('GET', `${objects}/contacts/${id}`)).body.id).toBe(contactId);
      expect(listed.body.results.map((row) => row.id)).not.toContain(id);
    }
    const again = { primaryObjectId: contactId, objectIdToMerge: others[0] };
    expect((await send('POST', `${objects}/contacts/merge`, again)).status).toBe(400);
  });

  it('of people are deleted for good', async () => {
    const { send } = await start();
    const body = { objectId: 'customer-5@client.example', idProperty: 'email' };
    expect((await send('POST', `${objects}/contacts/gdpr-delete`, body)).status).toBe(204);
    for (const archived of [false, true])
      expect((await send('GET', `${objects}/contacts/${contactId}?archived=${archived}`)).status).toBe(404);
  });

  it('are not to be had while the account is being moved', async () => {
    const { send } = await start({ movingRequests: 1 });
    expect((await send('GET', `${objects}/contacts`)).status).toBe(477);
    expect((await send('GET', `${objects}/contacts`)).status).toBe(200);
  });
});

describe('a value', () => {
  it.each([
    ['of a property that is not there', { nonsense: '1' }, 'PROPERTY_DOESNT_EXIST'],
    ['that HubSpot computes', { hs_lastmodifieddate: '2026-01-01T00:00:00Z' }, 'READ_ONLY_VALUE'],
    ['that is no option', { hs_ticket_priority: 'Urgent' }, 'INVALID_OPTION'],
    [
      'with a stage of another pipeline',
      { hs_pipeline: '0', hs_pipeline_stage: '147862399' },
      'INVALID_OPTION',
    ],
    ['that is no number', { price: '1,5' }, 'INVALID_LONG'],
    ['of a day that is not midnight', { warranty_until: '1700000000001' }, 'INVALID_DATE'],
  ])('%s is refused, as JSON in the message', async (_, properties, error) => {
    const { send } = await start();
    const { status, body } = await send('PATCH', `${objects}/tickets/${ticketId}`, { properties });
    expect([status, body.category]).toEqual([400, 'VALIDATION_ERROR']);
    expect(problemsIn(body)).toMatchObject([{ isValid: false, error }]);
  });

  it('that administrators demand is missing only for the version that knows of it', async () => {
    const { send } = await start({ demanded: { tickets: ['order_number'] } });
    const made = await send('POST', `${objects}/tickets`, { properties: ticket });
    expect(problemsIn(made.body)).toMatchObject([{ name: 'order_number', error: 'REQUIRED_FIELD' }]);
    const older = await send('POST', '/crm/objects/2026-03/tickets', { properties: ticket });
    expect(older.status).toBe(201);
  });

  it('that a note needs is when it happened', async () => {
    const { send } = await start();
    const { status, body } = await send('POST', `${objects}/notes`, { properties: { hs_note_body: 'x' } });
    expect(status).toBe(400);
    expect(problemsIn(body)).toMatchObject([{ name: 'hs_timestamp' }]);
  });

  it('that another record has is a conflict that names it', async () => {
    const { send } = await start();
    const email = 'customer-5@client.example';
    const { status, body } = await send('POST', `${objects}/contacts`, { properties: { email } });
    expect(status).toBe(409);
    expect(body.message).toBe(`Contact already exists. Existing ID: ${contactId}`);
  });
});

describe('a batch', () => {
  it('writes what can be written, and names the rest by its trace', async () => {
    const { send } = await start();
    const { status, body } = await send('POST', `${objects}/tickets/batch/create`, {
      inputs: [
        { properties: ticket, objectWriteTraceId: 'a' },
        { properties: { ...ticket, hs_ticket_priority: 'none' }, objectWriteTraceId: 'b' },
        { properties: { ...ticket, subject: 'Third' }, objectWriteTraceId: 'c' },
      ],
    });
    expect(status).toBe(207);
    // In another order than they were sent.
    expect(body.results.map(({ objectWriteTraceId }) => objectWriteTraceId)).toEqual(['c', 'a']);
    expect(body.errors?.map(({ context }) => context.objectWriteTraceId)).toEqual([['b']]);
    expect(body.numErrors).toBe(1);
  });

  it('has at most a hundred inputs', async () => {
    const { send } = await start();
    const inputs = Array.from({ length: 101 }, () => ({ properties: ticket }));
    expect((await send('POST', `${objects}/tickets/batch/create`, { inputs })).status).toBe(400);
  });

  it('makes a record once where a property tells records apart', async () => {
    const { send } = await start();
    const property = { name: 'devrev_id', label: 'DevRev', type: 'string', hasUniqueValue: true };
    expect((await send('POST', '/crm/properties/2026-09/tickets', property)).status).toBe(201);
    expect((await send('POST', '/crm/properties/2026-09/tickets', property)).status).toBe(409);
    const inputs = [{ id: 'TKT-1', idProperty: 'devrev_id', properties: ticket }];
    const upsert = async () =>
      (await send('POST', `${objects}/tickets/batch/upsert`, { inputs })).body.results[0];
    const [first, second] = [await upsert(), await upsert()];
    expect([first?.new, second?.new]).toEqual([true, false]);
    expect(second?.id).toBe(first?.id);
    const read = await send('GET', `${objects}/tickets/TKT-1?idProperty=devrev_id`);
    expect(read.body.id).toBe(first?.id);
  });
});

describe('an association', () => {
  it('is made and ended without moving a date, with its label', async () => {
    const { send, clock } = await start();
    const before = await send('GET', `${objects}/tickets/${ticketId}`);
    clock.now += 60_000;
    const path = `${objects}/tickets/${ticketId}/associations/contacts/${contactId}`;
    expect((await send('PUT', path, [{ associationTypeId: 16 }, { associationTypeId: 36 }])).status).toBe(
      200,
    );
    const read = async () =>
      (
        await send('POST', '/crm/associations/2026-09/tickets/contacts/batch/read', {
          inputs: [{ id: ticketId }],
        })
      ).body as unknown as {
        results: { to: { toObjectId: string; associationTypes: { typeId: number }[] }[] }[];
      };
    const made = (await read()).results[0]?.to.find(({ toObjectId }) => toObjectId === contactId);
    expect(made?.associationTypes.map(({ typeId }) => typeId)).toEqual([16, 36]);
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await read()).results[0]?.to.map(({ toObjectId }) => toObjectId) ?? []).not.toContain(contactId);
    expect((await send('GET', `${objects}/tickets/${ticketId}`)).body.updatedAt).toBe(before.body.updatedAt);
  });

  it('has a label no more often than administrators let it, a new record neither', async () => {
    const { send } = await start({ mostPerLabel: 1 });
    const made = await send('POST', `${objects}/tickets`, { properties: ticket });
    const path = `${objects}/tickets/${made.body.id}/associations/contacts`;
    const labelled = [{ associationTypeId: 16 }, { associationTypeId: 36 }];
    for (let time = 0; time < 2; time++)
      expect((await send('PUT', `${path}/${contactId}`, labelled)).status).toBe(200);
    const refused = await send('PUT', `${path}/300000060000`, labelled);
    expect([refused.status, refused.body.message]).toEqual([400, expect.stringContaining('limited to 1')]);
    expect((await send('PUT', `${path}/300000060000`, labelled.slice(0, 1))).status).toBe(200);
    const associations = [contactId, '300000060000'].map((id) => ({ to: { id }, types: labelled }));
    const both = await send('POST', `${objects}/tickets`, { properties: ticket, associations });
    expect(both.status).toBe(400);
    const inputs = [ticketId, String(made.body.id)].map((id) => ({
      from: { id },
      to: { id: '300000070000' },
      types: labelled,
    }));
    const batch = await send('POST', '/crm/associations/2026-09/tickets/contacts/batch/create', { inputs });
    expect(batch).toMatchObject({
      status: 207,
      body: { numErrors: 1, errors: [{ context: { fromObjectId: [made.body.id] } }] },
    });
  });

  it('is made by its plain type, or many at a time', async () => {
    const { send } = await start();
    const made = await send('POST', `${objects}/notes`, {
      properties: { hs_timestamp: '2025-11-03T12:00:00Z' },
    });
    const path = `${objects}/notes/${made.body.id}/associations/default/tickets/${ticketId}`;
    expect((await send('PUT', path)).status).toBe(200);
    const batch = await send('POST', '/crm/associations/2026-09/notes/companies/batch/create', {
      inputs: [
        { from: { id: made.body.id }, to: { id: '320000010000' }, types: [{ associationTypeId: 190 }] },
      ],
    });
    expect(batch.status).toBe(201);
    const read = await send('GET', `${objects}/notes/${made.body.id}?associations=tickets,companies`);
    expect(read.body.associations).toMatchObject({
      tickets: { results: [{ id: ticketId }] },
      companies: { results: [{ id: '320000010000' }] },
    });
  });
});

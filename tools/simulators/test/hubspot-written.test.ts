import { describe, expect, it } from 'vitest';
import type { HubspotSimulatorOptions } from '../src/hubspot/index.js';
import { startPortal } from './hubspot-portal.js';

const NOW = Date.UTC(2025, 10, 3, 12);
const objects = '/crm/objects/2026-09';
const ticketId = '360000050000';
const ticket = { subject: 'New', hs_pipeline: '0', hs_pipeline_stage: '1' };

interface Body {
  id: string;
  total: number;
  properties: Record<string, string | null>;
  results: { id: string; to: { toObjectId: string }[] }[];
}

const start = (options: Partial<HubspotSimulatorOptions> = {}) => startPortal<Body>(options);

function form(content: string, fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  data.set('file', new File([content], 'a "b".txt', { type: 'text/plain' }));
  return data;
}

const where = { folderPath: '/devrev', options: '{"access": "PRIVATE"}' };

describe('a file that is sent', () => {
  it('is kept once in its folder, and counts when a note brings it', async () => {
    const { send, written } = await start();
    const first = await send('POST', '/files/v3/files', form('text', where));
    expect(first.status).toBe(201);
    const again = await send('POST', '/files/v3/files', form('text', where));
    const elsewhere = await send('POST', '/files/v3/files', form('text', { ...where, folderPath: '/other' }));
    expect(again.body.id).toBe(first.body.id);
    expect(elsewhere.body.id).not.toBe(first.body.id);
    expect(written()).toEqual([]);
    const properties = { hs_timestamp: String(NOW), hs_attachment_ids: first.body.id };
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 228 }];
    const associations = [{ to: { id: ticketId }, types }];
    const note = await send('POST', `${objects}/notes`, { properties, associations });
    const file = { bytes: 4, sha256: expect.stringMatching(/^982d9e3e/) };
    const id = `${note.body.id}-${first.body.id}`;
    expect(written()).toEqual([{ kind: 'attachment', id, isNew: true, writes: 1, file }]);
    const list = '/crm/associations/2026-09/tickets/notes/batch/read';
    const notes = await send('POST', list, { inputs: [{ id: ticketId }] });
    const ids = notes.body.results[0]?.to.map(({ toObjectId }) => toObjectId);
    expect(ids).toContain(note.body.id);
  });

  it.each([
    ['without a folder', { options: where.options }],
    ['without saying who may see it', { folderPath: where.folderPath }],
  ])('%s is refused', async (_, fields) => {
    const { send } = await start();
    expect((await send('POST', '/files/v3/files', form('text', fields))).status).toBe(400);
  });
});

describe('what was written', () => {
  it('is told once for each record, however often it was written', async () => {
    const { send, written } = await start();
    const { body } = await send('POST', `${objects}/tickets`, { properties: ticket });
    await send('PATCH', `${objects}/tickets/${body.id}`, { properties: { subject: 'Other' } });
    await send('PATCH', `${objects}/tickets/${ticketId}`, { properties: { subject: 'Other' } });
    await send('PATCH', `${objects}/tickets/${ticketId}`, { properties: { hs_object_id: '5' } });
    expect(written()).toEqual([
      { kind: 'ticket', id: body.id, isNew: true, writes: 2 },
      { kind: 'ticket', id: ticketId, isNew: false, writes: 1 },
    ]);
  });

  it('is read by a unique property at once, and searched only when the index has it', async () => {
    const { send, clock } = await start({ searchLagSeconds: 60 });
    const property = { name: 'mark', label: 'Mark', type: 'string', hasUniqueValue: true };
    await send('POST', '/crm/properties/2026-09/tickets', property);
    const { body } = await send('POST', `${objects}/tickets`, { properties: { ...ticket, mark: 'one' } });
    const read = await send('GET', `${objects}/tickets/one?idProperty=mark`);
    expect(read).toMatchObject({ status: 200, body: { id: body.id } });
    const filter = { propertyName: 'hs_object_id', operator: 'EQ', value: body.id };
    const search = () =>
      send('POST', `${objects}/tickets/search`, { filterGroups: [{ filters: [filter] }], limit: 10 });
    expect((await search()).body.total).toBe(0);
    clock.now += 61_000;
    expect((await search()).body.total).toBe(1);
  });

  it('is edited by people like everything else', async () => {
    const { send, simulator, clock } = await start({ size: 1 });
    const { body } = await send('POST', `${objects}/tickets`, { properties: ticket });
    clock.now += 60_000;
    expect(simulator.applyChanges({ seed: 1, edits: 2, creations: 0 }).edited).toBe(2);
    const edited = [...simulator.truth('portal')].find(({ id }) => id === body.id);
    expect(edited).toMatchObject({ kind: 'ticket', modified: new Date(clock.now).toISOString() });
  });
});

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { LoadItem } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { commentLoader } from '../src/loaders/comments.js';
import { customRecordLoader } from '../src/loaders/custom-records.js';
import { fileLoader } from '../src/loaders/files.js';
import { externalMark } from '../src/loaders/marks.js';
import { ticketLoader } from '../src/loaders/tickets.js';
import { tickets } from '../src/streams/tickets.js';
import { fileOn, itemOf, key } from './items-to-load.js';
import { walk } from './walk-stream.js';
import { startAccount, type ZendeskAccount } from './zendesk-account.js';

/** What loaders write over HTTP, and what they find again. Core's part is tested in core and by the contract suite. */

async function start(options: Readonly<Record<string, unknown>> = {}) {
  const account = await startAccount(options);
  const context = {
    client: account.client,
    options: { help_center: true },
    externalSyncUnit: { id: 'account', name: 'Account' },
    externalIdOf: async () => undefined,
    isTaken: async () => false,
  };
  return { ...account, context };
}

const people = ({ simulator }: Pick<ZendeskAccount, 'simulator'>, kind: string) =>
  [...simulator.truth('account')].filter((object) => object.kind === kind).map(({ id }) => id);

/** Id of a ticket that takes changes, with its values as they are exported. */
async function openTicket({ client }: Pick<ZendeskAccount, 'client'>) {
  for (let id = 1; ; id++) {
    const ticket = await client.ticket(String(id));
    if (ticket !== undefined && ticket.status !== 'closed' && ticket.is_public) return ticket;
  }
}

async function fieldKey({ client }: Pick<ZendeskAccount, 'client'>, title: string): Promise<string> {
  const { ticket_fields: fields } = await client.ticketFieldPage('');
  return `cf_${fields.find((field) => field.title === title)?.id}`;
}

const write = (context: Awaited<ReturnType<typeof start>>['context'], id: string, data: object) => {
  const item = itemOf(data);
  return {
    read: () => ticketLoader.update?.read({ ...context, item, id }),
    write: () => ticketLoader.update?.write({ ...context, item, id, changes: item.data }),
  };
};

describe('a ticket', () => {
  it('is made as it is in DevRev, and found by its mark', async () => {
    const account = await start();
    const [assignee] = people(account, 'agent');
    const [requester] = people(account, 'end-user');
    const description = ['**Bold** words'];
    const data = {
      subject: 'New',
      description,
      priority: 'high',
      visibility: 'internal',
      assignee,
      requester,
    };
    const item = itemOf({ ...data, tags: ['vip'], external_id: 'E-1' });
    const { id, modifiedDate, refused } = await ticketLoader.create({ ...account.context, item, key });
    expect({ modifiedDate, refused: Object.keys(refused ?? {}) }).toEqual({
      modifiedDate: undefined,
      refused: ['external_id'],
    });
    expect(await account.client.ticket(id)).toMatchObject({
      subject: 'New',
      priority: 'high',
      is_public: false,
      assignee_id: assignee,
      requester_id: requester,
      tags: ['vip'],
      external_id: externalMark(key),
    });
    const { comments } = await account.client.commentPage(id, '');
    expect(comments).toMatchObject([{ html_body: expect.stringContaining('<strong>Bold</strong> words') }]);
    expect((await ticketLoader.find({ ...account.context, item, key, since: '' }))?.id).toBe(id);
  });

  it('is made once although it is found by its mark only after a while', async () => {
    const account = await start({ oddities: ['late external ids'] });
    const item = itemOf({ subject: 'New', description: ['Text'] });
    const { id } = await ticketLoader.create({ ...account.context, item, key });
    expect(await ticketLoader.find({ ...account.context, item, key, since: '' })).toBeUndefined();
    expect((await ticketLoader.create({ ...account.context, item, key })).id).toBe(id);
    expect([...(account.simulator.written?.() ?? [])]).toHaveLength(1);
  });

  it('shows no mark in DevRev', async () => {
    const account = await start({ size: 3 });
    const item = itemOf({ subject: 'New', description: ['Text'] });
    const { id } = await ticketLoader.create({ ...account.context, item, key });
    const { items } = await walk(tickets, account.client);
    const made = items.find((candidate) => candidate.feed === 'tickets' && candidate.id === id);
    expect(made?.item).toMatchObject({ data: { subject: 'New', external_id: null } });
  });

  it('that others have changed in other fields keeps both changes', async () => {
    const account = await start();
    const { id } = await openTicket(account);
    const change = write(account.context, id, { subject: 'From DevRev' });
    await change.read();
    account.clock.now += 60_000;
    await account.client.updateTicket(id, { priority: 'urgent' });
    expect(await change.write()).toMatchObject({ id });
    expect(await account.client.ticket(id)).toMatchObject({ subject: 'From DevRev', priority: 'urgent' });
  });

  it('that others have changed in the same fields is left to the next sync', async () => {
    const account = await start();
    const { id } = await openTicket(account);
    const change = write(account.context, id, { subject: 'From DevRev' });
    await change.read();
    account.clock.now += 60_000;
    await account.client.updateTicket(id, { subject: 'From Zendesk' });
    await expect(change.write()).rejects.toMatchObject({ code: 'changed_meanwhile' });
    expect(await account.client.ticket(id)).toMatchObject({ subject: 'From Zendesk' });
  });

  it('that is closed takes no change', async () => {
    const account = await start();
    const closed = [...account.simulator.truth('account')].find(({ fields }) => fields?.status === 'closed');
    const change = write(account.context, closed?.id ?? '', { subject: 'x' });
    await change.read();
    await expect(change.write()).rejects.toMatchObject({ code: 'ticket_closed' });
  });

  it('that lacks what solving demands is refused with the name of the field', async () => {
    const account = await start({ oddities: ['required fields'] });
    const statuses = await account.client.customStatuses();
    const solved = statuses.find(({ status_category: category }) => category === 'solved');
    const { id } = await openTicket(account);
    const change = write(account.context, id, { status: solved?.id });
    await change.read();
    await expect(change.write()).rejects.toMatchObject({
      code: 'item_refused',
      fields: ['base'],
      message: expect.stringContaining('Serial number: is required'),
    });
  });

  it('is not written with what Zendesk keeps as it is, which is named', async () => {
    const account = await start();
    const { id } = await openTicket(account);
    const change = write(account.context, id, { description: ['Other'], visibility: 'internal' });
    await change.read();
    expect(await change.write()).toMatchObject({
      refused: { description: expect.any(String), visibility: expect.any(String) },
    });
    expect(account.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  it('names options that Zendesk has dropped, and keeps values that are no option any more', async () => {
    const account = await start();
    const product = await fieldKey(account, 'Product');
    const { id } = await openTicket(account);
    const written = await write(account.context, id, { [product]: 'Lamp' }).write();
    expect(written?.refused).toMatchObject({ [product]: expect.stringContaining('Product') });
    const page = await account.client.ticketExportPage({ cursor: '', since: 0 }, { withDeleted: false });
    if (page === 'position refused') expect.fail('The export refused its start.');
    const gone = page.tickets.find((row) => JSON.stringify(row).includes('gone_for_good')) as { id: number };
    const held = await write(account.context, String(gone.id), { [product]: null }).read();
    expect(held?.data).not.toHaveProperty(product);
  });
});

describe('a comment', () => {
  it('is made in public or for agents, and found by its mark', async () => {
    const account = await start();
    const { id: ticket } = await openTicket(account);
    for (const [visibility, mark] of [
      ['public', key],
      ['internal', key.replace('a', 'b')],
    ] as const) {
      const item = itemOf({ ticket, body: ['Hello'], visibility }, 'comments');
      const { id } = await commentLoader.create({ ...account.context, item, key: mark });
      const { comments } = await account.client.latestCommentPage(ticket, '');
      expect(comments[0]).toMatchObject({ id: Number(id), public: visibility === 'public' });
      const since = new Date(account.clock.now).toISOString();
      expect((await commentLoader.find({ ...account.context, item, key: mark, since }))?.id).toBe(id);
    }
  });

  it('of somebody who may not write is written by the connection, and that is named', async () => {
    const account = await start();
    const { id: ticket } = await openTicket(account);
    const item = itemOf({ ticket, body: ['Hello'], visibility: 'internal', author: '1' }, 'comments');
    const { id, refused } = await commentLoader.create({ ...account.context, item, key });
    expect(id).toMatch(/^\d+$/);
    expect(refused).toMatchObject({ author: expect.stringContaining('Author') });
  });

  it('is hidden from customers, and never shown to them again nor edited', async () => {
    const account = await start();
    const { id: ticket } = await openTicket(account);
    const made = itemOf({ ticket, body: ['Hello'], visibility: 'public' }, 'comments');
    const { id } = await commentLoader.create({ ...account.context, item: made, key });
    const update = async (data: LoadItem<object>['data']) => {
      const item = itemOf({ ticket, ...data }, 'comments');
      const held = await commentLoader.update?.read({ ...account.context, item, id });
      const written = await commentLoader.update?.write({ ...account.context, item, id, changes: data });
      return { held, written };
    };
    expect((await update({ visibility: 'internal' })).written?.refused).toEqual({});
    const { held, written } = await update({ body: ['Other'], visibility: 'public' });
    expect(held?.data).toEqual({ body: ['Hello'], visibility: 'internal' });
    expect(Object.keys(written?.refused ?? {})).toEqual(['body', 'visibility']);
  });
});

describe('a file', () => {
  it('arrives with an internal note, and is found by its mark', async () => {
    const account = await start();
    const { id: ticket } = await openTicket(account);
    const content = Buffer.from('content');
    const file = fileOn(ticket, content);
    const open = async () => Readable.from([content]);
    const { id } = await fileLoader.create({ ...account.context, file, key, open });
    expect([...(account.simulator.written?.() ?? [])]).toMatchObject([
      { id, isNew: true, file: { sha256: createHash('sha256').update(content).digest('hex') } },
    ]);
    const since = new Date(account.clock.now).toISOString();
    expect(
      (await fileLoader.find({ ...account.context, file, key, since, isTaken: async () => false }))?.id,
    ).toBe(id);
    const [comment] = (await account.client.latestCommentPage(ticket, '')).comments;
    expect(comment).toMatchObject({ public: false });
    const elsewhere = { ...file, parentId: '01GCSJ' };
    await expect(fileLoader.create({ ...account.context, file: elsewhere, key, open })).rejects.toMatchObject(
      {
        code: 'parent_not_loaded',
      },
    );
  });
});

describe('a record of a custom object', () => {
  it('is made, found by its mark, read and changed', async () => {
    const account = await start();
    const item = itemOf({ name: 'New', cf_plate: 'LJ 1', cf_colour: 'colour_red' }, 'custom_object_vehicle');
    const { id } = await customRecordLoader.create({ ...account.context, item, key });
    expect((await customRecordLoader.find({ ...account.context, item, key, since: '' }))?.id).toBe(id);
    const held = await customRecordLoader.update?.read({ ...account.context, item, id });
    expect(held?.data).toEqual({ ...item.data, external_id: null });
    const changes = { cf_wheels: 6 };
    await customRecordLoader.update?.write({ ...account.context, item, id, changes });
    expect(await account.client.objectRecord('vehicle', id)).toMatchObject({
      custom_object_fields: { plate: 'LJ 1', wheels: 6 },
    });
  });
});

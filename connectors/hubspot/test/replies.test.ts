import type { LoadItem } from '@airdrop-connectors/core';
import { type SourceRequest, withFaults } from '@airdrop-connectors/simulators';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noteLoader } from '../src/loaders/notes.js';
import { answerableTicket, createTestClient, startPortal } from './hubspot-portal.js';

/** What is said to customers, over HTTP. */

const key = 'a1b2c3d4e5f6a1b2c3d4e5f6';
const now = '2025-11-03T12:00:00.000Z';
const threads = '/conversations/conversations/2026-09/threads';

function itemOf(data: object) {
  const dates = { createdDate: now, modifiedDate: now };
  return { devrevId: 'don:core:comment/1', itemType: 'notes', ...dates, data } as unknown as LoadItem<never>;
}

type Options = Parameters<typeof startPortal>[0];

/** A portal, and tickets of it with an open conversation, without one, and without any. */
async function start(options: Options = {}, { replies = true } = {}) {
  const portal = await startPortal(options);
  const { client, simulator } = portal;
  const taken = new Set<string>();
  const context = {
    client,
    options: { replies },
    externalSyncUnit: { id: 'portal', name: 'HubSpot' },
    externalIdOf: async () => undefined,
    isTaken: async (id: string) => taken.has(id),
    since: now,
    key,
  };
  const truth = [...simulator.truth('portal')];
  const idsOf = (kind: string) => truth.flatMap((object) => (object.kind === kind ? [object.id] : []));
  const { results } = await client.threadPage('', undefined);
  const listed = results as {
    status: string;
    latestMessageTimestamp: string;
    threadAssociations?: { associatedTicketId: string };
  }[];
  const ticketsWith = (status: string) =>
    listed.flatMap((thread) =>
      thread.status === status ? (thread.threadAssociations?.associatedTicketId ?? []) : [],
    );
  const [open, closed] = [ticketsWith('OPEN'), ticketsWith('CLOSED')];
  const posts = () =>
    portal.requests.filter(({ method, path }) => method === 'POST' && path.startsWith(threads));
  const written = () => [...(simulator.written?.() ?? [])];
  const [owner] = idsOf('owner');
  const parent = answerableTicket(simulator, open);
  const closedOnly = closed.find((id) => !open.includes(id));
  const without = idsOf('ticket').find((id) => !open.includes(id) && !closed.includes(id));
  const comment = (data: object = {}) =>
    itemOf({ body: ['It is on **its** way'], visibility: 'public', owner, parent, ...data });
  return { ...portal, context, comment, posts, written, idsOf, parent, owner, closedOnly, without, taken };
}

const refusal = (code: string, words: string) => ({ code, message: expect.stringContaining(words) });

describe('a comment for customers', () => {
  it('is sent in the open conversation, as its author, to who has written last, over the same channel', async () => {
    const { context, comment, posts, written } = await start();
    const made = await noteLoader.create({ ...context, item: comment() });
    expect(made).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{32,36}$/), modifiedDate: now });
    const [post] = posts();
    expect(post?.body).toEqual({
      type: 'MESSAGE',
      text: 'It is on its way',
      richText: '<p>It is on <strong>its</strong> way</p>',
      senderActorId: expect.stringMatching(/^A-52\d+$/),
      channelId: '1002',
      channelAccountId: '500001',
      recipients: [
        {
          actorId: expect.stringMatching(/^V-/),
          recipientField: 'TO',
          deliveryIdentifiers: [
            { type: 'HS_EMAIL_ADDRESS', value: expect.stringContaining('@client.example') },
          ],
        },
      ],
      attachments: [],
    });
    expect(written()).toEqual([{ kind: 'message', id: made.id, isNew: true, writes: 1 }]);
  });

  it('is found by its text and sender, unless it is that of another comment', async () => {
    const { context, comment, taken, idsOf } = await start();
    const item = comment();
    expect(await noteLoader.find({ ...context, item })).toBeUndefined();
    const { id } = await noteLoader.create({ ...context, item });
    expect(await noteLoader.find({ ...context, item })).toEqual({ id, modifiedDate: now });
    for (const other of [{ body: ['Something else'] }, { owner: idsOf('owner')[1] }])
      expect(await noteLoader.find({ ...context, item: comment(other) })).toBeUndefined();
    const later = '2025-11-03T12:10:00.000Z';
    expect(await noteLoader.find({ ...context, item, since: later })).toBeUndefined();
    taken.add(id);
    expect(await noteLoader.find({ ...context, item })).toBeUndefined();
  });

  it('is not made again where a message cannot be read, which could be it', async () => {
    const { context, comment, simulator } = await start();
    await noteLoader.create({ ...context, item: comment() });
    const unreadable = { status: 200, body: JSON.stringify({ results: [{ id: 5, type: 'MESSAGE' }] }) };
    const fault = ({ method, path }: SourceRequest) =>
      method === 'GET' && path.endsWith('/messages') ? unreadable : undefined;
    const source = await withFaults(simulator, { fault });
    onTestFinished(() => source.close());
    const client = createTestClient(source.connection);
    const found = noteLoader.find({ ...context, client, item: comment() });
    await expect(found).rejects.toMatchObject({ code: 'record_invalid' });
  });

  it('that says the same as another one has a reply of its own', async () => {
    const { context, comment, taken, posts } = await start();
    const first = await noteLoader.create({ ...context, item: comment() });
    taken.add(first.id);
    const second = await noteLoader.create({ ...context, item: comment() });
    expect(await noteLoader.find({ ...context, item: comment() })).toEqual(second);
    expect(posts()).toHaveLength(2);
  });

  it('is told from another one by signs where it has no letters', async () => {
    const { context, comment } = await start();
    const { id } = await noteLoader.create({ ...context, item: comment({ body: ['👍'] }) });
    expect(await noteLoader.find({ ...context, item: comment({ body: ['🙏'] }) })).toBeUndefined();
    expect((await noteLoader.find({ ...context, item: comment({ body: ['👍'] }) }))?.id).toBe(id);
  });

  it('keeps what it was: an edit is named, and nothing is sent again', async () => {
    const { context, comment, posts } = await start();
    const { id } = await noteLoader.create({ ...context, item: comment() });
    const same = await noteLoader.update?.read({ ...context, item: comment(), id });
    expect(same).toEqual({
      modifiedDate: now,
      data: { body: comment().data['body' as never], visibility: 'public' },
    });
    const item = comment({ body: ['Edited'], visibility: 'internal' });
    expect((await noteLoader.update?.read({ ...context, item, id }))?.data.body).not.toEqual(['Edited']);
    const changes = { body: ['Edited'], visibility: 'internal' as const };
    expect(await noteLoader.update?.write({ ...context, item, id, changes })).toEqual({
      id,
      refused: {
        body: expect.stringContaining('Write another one'),
        visibility: expect.stringContaining('cannot take it back'),
      },
    });
    expect(posts()).toHaveLength(1);
  });
});

describe('a comment for customers is not sent, named, and not made a note', () => {
  const failing = async (
    portal: Awaited<ReturnType<typeof start>>,
    data: object,
    expected: ReturnType<typeof refusal>,
  ) => {
    const item = portal.comment(data);
    await expect(noteLoader.create({ ...portal.context, item })).rejects.toMatchObject(expected);
    expect(portal.written()).toEqual([]);
  };

  it('where the conversation is closed', async () => {
    const portal = await start();
    expect(portal.closedOnly).toBeDefined();
    const expected = refusal('reply_without_thread', 'no open conversation');
    await failing(portal, { parent: portal.closedOnly }, expected);
  });

  it('where there is no conversation', async () => {
    const portal = await start();
    expect(portal.without).toBeDefined();
    await failing(
      portal,
      { parent: portal.without },
      refusal('reply_without_thread', 'no open conversation'),
    );
  });

  it('on a deal', async () => {
    const portal = await start();
    const [parent] = portal.idsOf('deal');
    await failing(portal, { parent }, refusal('reply_without_thread', 'conversations of tickets only'));
  });

  it('where nobody can be reached', async () => {
    const portal = await start({ areSendersHidden: true });
    await failing(portal, {}, refusal('reply_unreachable', 'can be reached'));
  });

  it('by who is no user of HubSpot', async () => {
    const portal = await start();
    const queue = portal.idsOf('queue')[0];
    for (const owner of [null, queue, '1'])
      await failing(portal, { owner }, refusal('reply_without_sender', 'no user of HubSpot'));
  });

  it('where the customer has filled in a form', async () => {
    const portal = await start({ channelId: '1003' });
    await failing(portal, {}, refusal('reply_channel', 'takes no replies'));
  });

  it('without the scope for it', async () => {
    const portal = await start({ missingScopes: ['conversations.write'] });
    await failing(portal, {}, refusal('permission_denied', 'lacks the scopes conversations.write'));
  });

  it('when HubSpot refuses it, in the words of HubSpot', async () => {
    const portal = await start();
    await failing(portal, { body: [''] }, refusal('item_refused', 'text is required'));
  });
});

describe('without the option', () => {
  it('it becomes a note that customers never see, which is named, and nothing is said in conversations', async () => {
    const { context, comment, posts, written } = await start({}, { replies: false });
    const item = comment();
    expect(await noteLoader.find({ ...context, item })).toBeUndefined();
    const { id, refused } = await noteLoader.create({ ...context, item });
    expect(refused).toEqual({ visibility: expect.stringContaining('customers never see') });
    expect((await noteLoader.find({ ...context, item }))?.id).toBe(id);
    expect(written()).toMatchObject([{ kind: 'note', id }]);
    expect(posts()).toEqual([]);
  });
});

describe.each([true, false])('a note, with the option %s,', (replies) => {
  it('is what an internal comment becomes, and stays one when that is shown to customers', async () => {
    const { context, comment, posts } = await start({}, { replies });
    const { id, refused } = await noteLoader.create({
      ...context,
      item: comment({ visibility: 'internal' }),
    });
    expect(refused).toEqual({});
    const item = comment();
    expect(await noteLoader.update?.read({ ...context, item, id })).toMatchObject({
      data: { visibility: 'internal' },
    });
    const changes = { visibility: 'public' as const };
    expect(await noteLoader.update?.write({ ...context, item, id, changes })).toEqual({
      id,
      refused: { visibility: expect.stringContaining('customers never see') },
    });
    expect(posts()).toEqual([]);
  });
});

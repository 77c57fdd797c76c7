import { describe, expect, it } from 'vitest';
import type { HubspotSimulatorOptions } from '../src/hubspot/index.js';
import { startPortal } from './hubspot-portal.js';

/** What integrations say in conversations. */

const NOW = Date.UTC(2025, 10, 3, 12);
const threads = '/conversations/conversations/2026-09/threads';
const ticketId = '360000050000';

interface Message {
  id: string;
  message: string;
  direction?: string;
  channelId?: string;
  senders: { actorId: string; deliveryIdentifier?: object; deliveryIdentifiers?: object[] }[];
}
interface Body extends Message {
  results: (Message & { status: string; latestMessageTimestamp: string })[];
  errors: { context: { requiredGranularScopes: string[] } }[];
}

async function start(options: Partial<HubspotSimulatorOptions> = {}) {
  const { simulator, send } = await startPortal<Body>(options);
  const list = await send('GET', `${threads}?associatedTicketId=${ticketId}&association=TICKET`);
  const path = `${threads}/${list.body.results[0]?.id}`;
  return { simulator, send, path, list };
}

const customer = { type: 'HS_EMAIL_ADDRESS', value: 'customer-1@client.example' };
const reply = {
  type: 'MESSAGE',
  text: 'It is on its way',
  richText: '<p>It is on its way</p>',
  recipients: [{ recipientField: 'TO', deliveryIdentifiers: [customer] }],
  senderActorId: 'A-52000000',
  channelId: '1002',
  channelAccountId: '500001',
  attachments: [],
};

describe('a reply', () => {
  it('is said in its thread by the user it is sent for, and moves the thread', async () => {
    const { send, path, simulator, list } = await start();
    expect(list.body.results[0]?.latestMessageTimestamp).not.toBe(new Date(NOW).toISOString());
    const made = await send('POST', `${path}/messages`, reply);
    const { attachments: _, senderActorId, recipients, ...said } = reply;
    const expected = {
      ...said,
      recipients,
      senders: [{ actorId: senderActorId }],
      direction: 'OUTGOING',
      client: { clientType: 'INTEGRATION' },
      status: { statusType: 'SENT' },
    };
    expect(made).toMatchObject({ status: 201, body: expected });
    const { id } = made.body;
    expect((await send('GET', `${path}/messages/${id}`)).body).toMatchObject(expected);
    expect((await send('GET', `${path}/messages?sort=-createdAt`)).body.results[0]?.id).toBe(id);
    const moved = await send('GET', `${threads}?associatedTicketId=${ticketId}`);
    expect(moved.body.results[0]?.latestMessageTimestamp).toBe(new Date(NOW).toISOString());
    expect([...(simulator.written?.() ?? [])]).toEqual([{ kind: 'message', id, isNew: true, writes: 1 }]);
    expect([...simulator.truth('portal')].find((object) => object.id === id)).toMatchObject({
      itemType: 'messages',
      visibility: 'public',
      fields: { parent: ticketId, author: '52000000' },
    });
  });

  it('is sent as often as it is asked for: nothing tells it from another one', async () => {
    const { send, path, simulator } = await start();
    await send('POST', `${path}/messages`, reply);
    await send('POST', `${path}/messages`, reply);
    expect([...(simulator.written?.() ?? [])]).toHaveLength(2);
  });

  it.each([
    ['without text', { text: '' }],
    ['without a list of attachments', { attachments: undefined }],
    ['without a recipient', { recipients: [] }],
    ['to somebody who cannot be reached', { recipients: [{ actorId: 'V-1' }] }],
    ['from nobody of the portal', { senderActorId: 'A-1' }],
    ['from a customer', { senderActorId: 'V-1' }],
    ['over another channel', { channelId: '1000' }],
    ['of a type that HubSpot makes itself', { type: 'WELCOME_MESSAGE' }],
  ])('%s is refused', async (_, change) => {
    const { send, path, simulator } = await start();
    expect((await send('POST', `${path}/messages`, { ...reply, ...change })).status).toBe(400);
    expect([...(simulator.written?.() ?? [])]).toEqual([]);
  });

  it('over forms is refused, which only take something', async () => {
    const { send, path } = await start({ channelId: '1003' });
    const refused = await send('POST', `${path}/messages`, { ...reply, channelId: '1003' });
    expect(refused).toMatchObject({ status: 400, body: { message: expect.stringContaining('outgoing') } });
  });

  it('needs a scope of its own', async () => {
    const { send, path } = await start({ missingScopes: ['conversations.write'] });
    const { status, body } = await send('POST', `${path}/messages`, reply);
    expect(status).toBe(403);
    expect(body.errors[0]?.context.requiredGranularScopes).toEqual(['conversations.write']);
  });
});

describe('whoever writes in a conversation', () => {
  it('is told with an address in either of two forms', async () => {
    const { send } = await start();
    const list = await send('GET', threads);
    const forms = new Set<string>();
    for (const { id } of list.body.results) {
      const { body } = await send('GET', `${threads}/${id}/messages`);
      for (const { actorId, ...address } of body.results.flatMap(({ senders }) => senders))
        if (actorId.startsWith('V-')) for (const form of Object.keys(address)) forms.add(form);
    }
    expect([...forms].sort()).toEqual(['deliveryIdentifier', 'deliveryIdentifiers']);
  });

  it('has none where the portal is played so', async () => {
    const { send, path } = await start({ areSendersHidden: true });
    const { body } = await send('GET', `${path}/messages`);
    for (const { senders } of body.results) expect(Object.keys(senders[0] ?? {})).toEqual(['actorId']);
  });
});

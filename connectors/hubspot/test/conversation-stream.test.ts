import { describe, expect, it } from 'vitest';
import { emails } from '../src/streams/emails.js';
import { threads } from '../src/streams/threads.js';
import { startPortal, WORLD_TIME } from './hubspot-portal.js';
import { idsOf, walk } from './walk-stream.js';

describe('conversations', () => {
  it('bring every message of every thread of a ticket, also where a page is short', async () => {
    const { client, simulator } = await startPortal({ size: 100 });
    const wanted = [...simulator.truth('portal')].filter(({ kind }) => kind === 'message');
    const { items } = await walk(threads, client);
    expect(idsOf(items, 'messages').sort()).toEqual(wanted.map(({ id }) => id).sort());
    const perTicket = new Map<unknown, Set<unknown>>();
    for (const { data } of items.filter(({ feed }) => feed === 'messages'))
      perTicket.set(data.parent, new Set([...(perTicket.get(data.parent) ?? []), data.channel]));
    expect(perTicket.size).toBeGreaterThan(30);
  });

  it('bring the whole text of a message that the list cuts off', async () => {
    const { client, requests } = await startPortal({ size: 100 });
    const { items } = await walk(threads, client);
    const whole = requests.filter(({ path }) => path.endsWith('/original-content'));
    expect(whole.length).toBeGreaterThan(3);
    const [, id = ''] = /messages\/([^/]+)\/original/.exec(whole[0]?.path ?? '') ?? [];
    const body = items.find((item) => item.id === id)?.data.body;
    expect(JSON.stringify(body).length).toBeGreaterThan(20);
  });

  it('keep comments inside, and tell authors by the sender and not by the direction', async () => {
    const { client, simulator } = await startPortal({ size: 100 });
    const truth = new Map([...simulator.truth('portal')].map((object) => [object.id, object]));
    const { items } = await walk(threads, client);
    for (const { feed, id, data } of items) {
      if (feed !== 'messages') continue;
      expect([data.visibility, data.author]).toEqual([
        truth.get(id)?.visibility,
        truth.get(id)?.fields?.author,
      ]);
    }
    expect(items.some(({ data }) => data.author_name === 'Welcome bot')).toBe(true);
  });

  it('of a later run are those with a new message', async () => {
    const { client, simulator, clock } = await startPortal({ size: 60 });
    clock.now += 60_000;
    for (let seed = 1; seed < 20; seed++) simulator.applyChanges({ seed, edits: 5, creations: 0 });
    const { items } = await walk(threads, client, { window: { from: new Date(WORLD_TIME).toISOString() } });
    const fresh = [...simulator.truth('portal')].filter(
      ({ kind, modified = '' }) => kind === 'message' && modified > new Date(WORLD_TIME).toISOString(),
    );
    expect(fresh.length).toBeGreaterThan(0);
    expect(idsOf(items, 'messages')).toEqual(expect.arrayContaining(fresh.map(({ id }) => id)));
    expect(items.length).toBeLessThan((await walk(threads, client)).items.length);
  });

  it('without a ticket are records of their own, which belong to the portal as a whole only', async () => {
    const { client, simulator } = await startPortal({ size: 100 });
    const wanted = [...simulator.truth('portal')].filter(({ kind }) => kind === 'conversation');
    expect(wanted).toHaveLength(4);
    const { items } = await walk(threads, client);
    expect(idsOf(items, 'conversations')).toEqual(wanted.map(({ id }) => id));
    const parents = new Set(items.map(({ data }) => data.parent));
    expect(wanted.filter(({ id }) => !parents.has(id))).toEqual([]);
    for (const { data } of items.filter(({ feed }) => feed === 'conversations'))
      expect(data.title).toMatch(/^(?!Conversation ).{3,80}$/);
    const inPipeline = await walk(threads, client, { unitId: 'pipeline-0' });
    expect(idsOf(inPipeline.items, 'conversations')).toEqual([]);
  });

  it('that are spam are named, and nothing that was said in them is delivered', async () => {
    const { client, simulator } = await startPortal({ size: 100 });
    const before = await walk(threads, client);
    const [ofTicket, own] = ['9200000006', idsOf(before.items, 'conversations')[0] ?? ''];
    for (const id of [ofTicket, own]) simulator.lifecycle.markSpam(id);
    const { items, problems } = await walk(threads, client);
    expect(problems).toEqual(
      Array(2).fill('HubSpot takes this conversation for spam, so it is not delivered.'),
    );
    const gone = before.items.filter(({ id }) => !items.some((item) => item.id === id));
    const wanted = new Set([...simulator.truth('portal')].map(({ id }) => id));
    expect(gone.length).toBeGreaterThan(2);
    expect(gone.filter(({ id }) => wanted.has(id))).toEqual([]);
  });

  it('that were deleted before the first run are not read', async () => {
    const { client, simulator } = await startPortal({ size: 100 });
    const before = await walk(threads, client);
    const [deleted = ''] = idsOf(before.items, 'conversations');
    simulator.lifecycle.archiveThread(deleted);
    const { items, problems } = await walk(threads, client);
    expect(problems).toEqual([]);
    const left = before.items.filter(
      ({ id, data }) => id !== deleted && data.parent !== deleted && !JSON.stringify(data).includes(deleted),
    );
    expect(idsOf(items, 'messages')).toEqual(idsOf(left, 'messages'));
    expect(idsOf(items, 'conversations')).not.toContain(deleted);
  });
});

describe('e-mails that an inbox has written down', () => {
  const ofInbox = ({ data }: { data: Readonly<Record<string, unknown>> }) => String(data.subject);

  it('arrive once: as messages of their conversation', async () => {
    const { client, simulator } = await startPortal({ size: 100 });
    const wanted = [...simulator.truth('portal')].filter(({ kind }) => kind === 'email');
    const { items } = await walk(emails, client);
    expect(idsOf(items, 'engagements').sort()).toEqual(wanted.map(({ id }) => id).sort());
    expect(items.map(ofInbox)).not.toContain('Re: order 2');
  });

  it('arrive as e-mails while conversations cannot be seen, or are not wanted', async () => {
    const { client } = await startPortal({ size: 100, missingScopes: ['conversations'] });
    expect((await walk(emails, client)).items.map(ofInbox)).toContain('Re: order 2');
    const { client: seeing, requests } = await startPortal({ size: 100 });
    const { items } = await walk(emails, seeing, { without: ['messages'] });
    expect(items.map(ofInbox)).toContain('Re: order 2');
    expect(requests.filter(({ path }) => path.includes('/conversations/'))).toEqual([]);
  });
});

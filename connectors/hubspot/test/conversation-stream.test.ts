import { describe, expect, it } from 'vitest';
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
      perTicket.set(data.ticket, new Set([...(perTicket.get(data.ticket) ?? []), data.channel]));
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
});

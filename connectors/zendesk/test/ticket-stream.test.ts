import { describe, expect, it } from 'vitest';
import { changedAt, exportPages } from '../src/streams/export-pages.js';
import { createMetTags } from '../src/streams/met-tags.js';
import { tickets } from '../src/streams/tickets.js';
import { walk } from './walk-stream.js';
import { startAccount, WORLD_TIME } from './zendesk-account.js';

const idsOf = (items: readonly { feed: string; id: string }[], feed: string) =>
  items.filter((item) => item.feed === feed).map(({ id }) => id);

describe('tickets', () => {
  it('go on in the middle of a page of the export, with nothing lost or twice', async () => {
    const { client } = await startAccount();
    const whole = idsOf((await walk(tickets, client)).items, 'tickets');
    const first = await walk(tickets, client, { most: 1 });
    const rest = await walk(tickets, client, { cursor: first.cursor });
    expect(idsOf(first.items, 'tickets')).toHaveLength(25);
    expect([...idsOf(first.items, 'tickets'), ...idsOf(rest.items, 'tickets')]).toEqual(whole);
  });

  it('that changed after a part of a page was read are read again at the end', async () => {
    const { client, simulator } = await startAccount();
    const first = await walk(tickets, client, { most: 1 });
    simulator.applyChanges({ seed: 1, edits: 60, creations: 0 });
    const rest = await walk(tickets, client, { cursor: first.cursor });
    expect(new Set(idsOf(rest.items, 'tickets')).size).toBe(60);
  });

  it('of the last minute are hidden by Zendesk, and found by the next run through its overlap', async () => {
    const { client, simulator, clock } = await startAccount({ exportLagSeconds: 60 });
    simulator.applyChanges({ seed: 1, edits: 4, creations: 0 });
    const from = new Date(WORLD_TIME - tickets.overlapSeconds * 1000).toISOString();
    expect((await walk(tickets, client, { window: { from } })).items).toEqual([]);
    clock.now += 120_000;
    expect(idsOf((await walk(tickets, client, { window: { from } })).items, 'tickets')).toHaveLength(4);
  });

  it('have their first comment for a description and all others as comments', async () => {
    const { client, simulator } = await startAccount({ size: 3, manyChildren: 250 });
    const { items } = await walk(tickets, client);
    const wanted = [...simulator.truth('account')]
      .filter(({ kind }) => kind === 'comment')
      .map(({ id }) => id);
    expect(idsOf(items, 'comments').sort()).toEqual(wanted.sort());
    expect(wanted.length).toBeGreaterThanOrEqual(250);
  });

  it('that were deleted for good are deleted with what is left, ask for no conversation and bring none', async () => {
    const { client, requests } = await startAccount({ size: 200, oddities: ['scrubbed tickets'] });
    const { items } = await walk(tickets, client, { window: { from: new Date(0).toISOString() } });
    const scrubbed = items.filter(({ item }) => JSON.stringify(item).includes('"SCRUBBED"'));
    expect(scrubbed.length).toBeGreaterThan(0);
    for (const { id, item } of scrubbed) {
      expect(item).toMatchObject({ data: { subject: 'SCRUBBED', status: 'deleted' } });
      expect(requests.filter(({ path }) => path.includes(`/tickets/${id}/`))).toEqual([]);
    }
  });

  it('with a conversation nobody may see are delivered without it, and it is named', async () => {
    const refusal = 'Zendesk denied access to the conversation of this ticket.';
    const raw = { id: '7', ticketId: '7', raw: undefined, refusal };
    const context = { prepared: { origin: '', recordTypes: {} }, externalSyncUnit: { id: '', name: '' } };
    expect(() => tickets.normalize.comments?.(raw, context)).toThrow(refusal);
  });
});

describe('an export', () => {
  const pages = [
    { rows: [{ generated_timestamp: 5 }], after_cursor: 'a', end_of_stream: false },
    { rows: [], after_cursor: 'b', end_of_stream: false },
    { rows: [], after_cursor: null, end_of_stream: true },
  ];

  it('goes on after an empty page, and keeps its position when the end names none', async () => {
    const asked: string[] = [];
    const reached = [];
    const ask = async ({ cursor }: { cursor: string }) => {
      asked.push(cursor);
      return pages[asked.length - 1] ?? 'position refused';
    };
    for await (const page of exportPages({ cursor: '', since: 0 }, ask)) reached.push(page.reached);
    expect(asked).toEqual(['', 'a', 'b']);
    expect(reached.at(-1)).toEqual({ cursor: 'b', since: 5, isLast: true });
  });

  it('starts again from the last change it has read when its position is refused', async () => {
    const asked: { cursor: string; since: number }[] = [];
    const ask = async (position: { cursor: string; since: number }) => {
      asked.push(position);
      if (asked.length === 2) return 'position refused' as const;
      return { rows: [{ generated_timestamp: 5 }], after_cursor: 'a', end_of_stream: asked.length > 2 };
    };
    for await (const _ of exportPages({ cursor: '', since: 0 }, ask));
    expect(asked).toEqual([
      { cursor: '', since: 0 },
      { cursor: 'a', since: 5 },
      { cursor: '', since: 5 },
    ]);
  });
});

describe('an export of a thousand pages', () => {
  it('whose position is refused in the middle starts again from what it has read, without a gap', async () => {
    const pages = 1_000;
    const refusedAfter = 700;
    let asked = 0;
    const ask = async ({ cursor, since }: { cursor: string; since: number }) => {
      asked += 1;
      if (asked === refusedAfter + 1) return 'position refused' as const;
      const number = cursor === '' ? Math.max(1, since) : Number(cursor) + 1;
      const rows = [{ generated_timestamp: number }];
      return { rows, after_cursor: String(number), end_of_stream: number === pages };
    };
    const seconds: number[] = [];
    for await (const { rows } of exportPages({ cursor: '', since: 0 }, ask))
      seconds.push(...rows.map((row) => changedAt(row) ?? 0));
    expect([...new Set(seconds)]).toEqual(Array.from({ length: pages }, (_, index) => index + 1));
    // The page that was read last comes again, and one answer was the refusal.
    expect(asked).toBe(pages + 2);
  });
});

describe('tags', () => {
  it('are new once, also in a later invocation, and take bounded room', () => {
    const first = createMetTags('');
    expect(['a', 'b', 'a'].filter(first.isNew)).toEqual(['a', 'b']);
    expect(['b', 'c'].filter(createMetTags(first.latest()).isNew)).toEqual(['c']);
    for (let index = 0; index < 5_000; index++) first.isNew(`tag${index}`);
    expect(first.latest().length).toBeLessThanOrEqual(2_000);
    expect(first.latest().endsWith('tag4999')).toBe(true);
  });
});

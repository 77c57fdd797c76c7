import { describe, expect, it } from 'vitest';
import { NOW, startZendesk as start } from './zendesk-account.js';

describe('the export of tickets', () => {
  it('names each ticket once, by time of the change and id, at any size', async () => {
    const { json } = await start({ size: 1_000_000, pageSize: 400 });
    const seen: [number, number][] = [];
    for (let cursor = '', page = 0; page < 3; page++) {
      const from = cursor === '' ? 'start_time=0' : `cursor=${encodeURIComponent(cursor)}`;
      const body = await json(`/api/v2/incremental/tickets/cursor?${from}`);
      for (const { id, generated_timestamp: second } of body.tickets) seen.push([second, id]);
      cursor = body.after_cursor;
    }
    expect(seen).toHaveLength(1_200);
    expect(seen).toEqual([...seen].sort((left, right) => left[0] - right[0] || left[1] - right[1]));
    expect(new Set(seen.map(([, id]) => id)).size).toBe(1_200);
  });

  it('ends with a position, behind which there is nothing and no position', async () => {
    const { json } = await start({ size: 5 });
    const last = await json('/api/v2/incremental/tickets/cursor?start_time=0');
    expect(last).toMatchObject({ end_of_stream: true, after_cursor: expect.any(String) });
    const cursor = encodeURIComponent(last.after_cursor);
    const behind = await json(`/api/v2/incremental/tickets/cursor?cursor=${cursor}`);
    expect(behind).toMatchObject({ tickets: [], end_of_stream: true, after_cursor: null });
  });

  it('refuses a start within the last minute, and agents', async () => {
    const { ask } = await start();
    const young = await ask(`/api/v2/incremental/tickets/cursor?start_time=${NOW / 1000 - 30}`);
    expect(young.status).toBe(422);
    const agent = await start({ isAdmin: false });
    expect((await agent.ask('/api/v2/incremental/tickets/cursor?start_time=0')).status).toBe(403);
  });
});

describe('lists', () => {
  it('name a next address on their last page by cursor, and a number without one', async () => {
    const { json } = await start();
    const byCursor = await json('/api/v2/groups?page[size]=100');
    expect(byCursor).toMatchObject({ meta: { has_more: false }, links: { next: expect.any(String) } });
    expect(await json('/api/v2/groups')).toMatchObject({ count: 3, next_page: null });
  });

  it('by number end after a hundred pages', async () => {
    const { ask } = await start();
    expect((await ask('/api/v2/groups?page=101')).status).toBe(400);
  });
});

describe('credentials', () => {
  it('are needed everywhere but for the user who asks', async () => {
    const { ask } = await start();
    expect((await ask('/api/v2/users/me', {})).status).toBe(200);
    expect((await ask('/api/v2/groups', {})).status).toBe(401);
  });

  it('are refused where files lie', async () => {
    const { simulator, ask, json } = await start({ size: 20, attachmentShare: 1 });
    const { comments } = await json('/api/v2/tickets/1/comments?include_inline_images=true');
    const [file] = comments.flatMap(({ attachments }) => attachments);
    const sent = await ask((file?.content_url ?? '').replace(simulator.url, ''));
    expect(sent.status).toBe(302);
    const location = sent.headers.get('location') ?? '';
    expect((await fetch(location)).status).toBe(200);
    expect((await fetch(location, { headers: { authorization: 'Basic x' } })).status).toBe(400);
  });
});

describe('limits', () => {
  it('are told with every answer and refuse what is beyond them until the minute ends', async () => {
    const { ask, simulator } = await start({ limits: 'team' });
    const first = await ask('/api/v2/incremental/users/cursor?start_time=0');
    expect(first.headers.get('x-rate-limit')).toBe('200');
    expect(first.headers.get('zendesk-ratelimit-incremental-exports-cursor')).toMatch(
      /^total=20; remaining=19; resets=\d+$/,
    );
    const answers = [];
    for (let call = 0; call < 20; call++)
      answers.push(await ask('/api/v2/incremental/users/cursor?start_time=0'));
    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1);
    expect(answers.at(-1)?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect([...(simulator.refusals?.().values() ?? [])]).toEqual([1]);
  });
});

describe('what comes unless it is asked for', () => {
  it('leaves out tickets of AI agents', async () => {
    const { json } = await start({ size: 60 });
    const path = '/api/v2/incremental/tickets/cursor?start_time=0';
    const idsOf = async (query: string) => (await json(path + query)).tickets.map(({ id }) => id);
    expect(await idsOf('')).not.toContain(7);
    expect(await idsOf('&support_type_scope=all')).toContain(7);
  });
});

describe('a plan', () => {
  it('without a part of the API hides it, forbids it, or says nothing', async () => {
    const { ask } = await start({
      lacking: ['service level agreements', 'ticket forms', 'side conversations'],
    });
    expect((await ask('/api/v2/slas/policies')).status).toBe(404);
    expect((await ask('/api/v2/ticket_forms')).status).toBe(403);
    const silent = await ask('/api/v2/tickets/side_conversations/events?start_time=0');
    expect([silent.status, await silent.text()]).toEqual([403, '']);
  });
});

describe('the Help Center', () => {
  it('counts for itself, and names first and last pages', async () => {
    const { ask, json } = await start({ limits: 'team' });
    const page = await json('/api/v2/help_center/sections?page[size]=2');
    expect(page).toMatchObject({ meta: { has_more: true }, links: { first: expect.any(String) } });
    const answer = await ask('/api/v2/groups');
    expect(answer.headers.get('x-rate-limit-remaining')).toBe('199');
  });

  it('of another brand answers under another origin', async () => {
    const { json } = await start({ helpCenters: 2 });
    const { brands } = (await json('/api/v2/brands')) as unknown as { brands: { brand_url: string }[] };
    expect(new Set(brands.slice(0, 2).map(({ brand_url: url }) => url)).size).toBe(2);
  });
});

describe('refusals for the rate', () => {
  it('come in several forms, one without a time to wait', async () => {
    const { ask } = await start({ limits: 'team' });
    const refused: Response[] = [];
    for (let call = 0; refused.length < 3 && call < 30; call++) {
      const answer = await ask('/api/v2/incremental/organizations?start_time=0');
      if (answer.status === 429) refused.push(answer);
    }
    expect(refused.map(({ headers }) => headers.has('retry-after'))).toEqual([true, true, false]);
    expect(refused[1]?.headers.get('content-type')).toBe('text/plain');
  });
});

describe('what happens in some accounts only', () => {
  const everything = '/api/v2/incremental/tickets/cursor?start_time=0';

  it('is nowhere unless it is asked for, and a name nobody knows is refused', async () => {
    const { json } = await start({ size: 200 });
    const text = JSON.stringify(await json(everything));
    expect(text).not.toContain('SCRUBBED');
    await expect(start({ oddities: ['mayhem'] as never })).rejects.toThrow(/knows no mayhem\. Choose of/);
  });

  it('scrubs tickets that were deleted, and no others', async () => {
    const { json } = await start({ size: 200, oddities: ['scrubbed tickets'] });
    const { tickets } = (await json(everything)) as unknown as { tickets: Record<string, unknown>[] };
    const scrubbed = tickets.filter(({ subject }) => subject === 'SCRUBBED');
    expect(scrubbed.length).toBeGreaterThan(0);
    expect(scrubbed).toEqual(tickets.filter(({ status }) => status === 'deleted'));
    for (const ticket of scrubbed)
      expect(ticket).toMatchObject({ description: 'SCRUBBED', tags: [], custom_fields: [] });
  });

  it('moves tickets of a user who was merged to the other one, and keeps the name', async () => {
    const { json } = await start({ oddities: ['merged users'] });
    const plain = await start();
    const usersOf = async (source: typeof json) =>
      ((await source('/api/v2/incremental/users/cursor?start_time=0')) as unknown as { users: Row[] }).users;
    type Row = { id: number; active: boolean; name: string };
    const before = new Map((await usersOf(plain.json)).map((user) => [user.id, user]));
    const merged = (await usersOf(json)).filter(({ id, active }) => !active && before.get(id)?.active);
    expect(merged).toHaveLength(3);
    for (const { id, name } of merged) expect(name).toBe(before.get(id)?.name);
    const requesters = async (source: typeof json) =>
      new Set(
        ((await source(everything)) as unknown as { tickets: { requester_id: number }[] }).tickets.map(
          ({ requester_id: id }) => id,
        ),
      );
    const [now, then] = [await requesters(json), await requesters(plain.json)];
    for (const { id } of merged) expect([then.has(id), now.has(id)]).toEqual([true, false]);
  });

  it('finds malware in files, gives those to nobody, and counts them as nobody’s', async () => {
    const { json, ask, simulator } = await start({ size: 40, attachmentShare: 1, oddities: ['malware'] });
    const files = [];
    for (let ticket = 1; ticket <= 20; ticket++) {
      const { comments } = await json(`/api/v2/tickets/${ticket}/comments?include_inline_images=true`);
      files.push(...(comments ?? []).flatMap(({ attachments }) => attachments as unknown as File[]));
    }
    type File = { id: number; content_url: string; malware_scan_result: string };
    const infected = files.filter(({ malware_scan_result: result }) => result === 'malware_found');
    expect(infected.length).toBeGreaterThan(0);
    expect(infected.length).toBeLessThan(files.length);
    for (const { content_url: url } of infected)
      expect((await ask(url.replace(simulator.url, ''))).status).toBe(403);
    const expected = new Set([...simulator.truth('account')].map(({ kind, id }) => `${kind} ${id}`));
    expect(infected.filter(({ id }) => expected.has(`attachment ${id}`))).toEqual([]);
  });

  it('sends messages of chats without HTML', async () => {
    const { json } = await start({ size: 60, oddities: ['chats'] });
    const { tickets } = (await json(everything)) as unknown as {
      tickets: { id: number; via: { channel: string } }[];
    };
    const chat = tickets.find(({ via }) => via.channel === 'native_messaging');
    const [message] = (await json(`/api/v2/tickets/${chat?.id}/comments`)).comments;
    expect(message).toMatchObject({ body: expect.stringMatching(/\S/) });
    expect(message).not.toHaveProperty('html_body');
  });

  it('begins exports with a page without rows', async () => {
    const { json } = await start({ oddities: ['empty pages'] });
    const first = await json(`${everything}&support_type_scope=all`);
    expect(first).toMatchObject({ tickets: [], end_of_stream: false });
    const second = await json(
      `/api/v2/incremental/tickets/cursor?cursor=${first.after_cursor}&support_type_scope=all`,
    );
    expect(second.tickets).toHaveLength(500);
  });

  it('renames a user and revises an article with every batch of changes', async () => {
    const { simulator, json } = await start({ oddities: ['edits beside tickets'] });
    const { users: before } = (await json('/api/v2/incremental/users/cursor?start_time=0')) as never as Names;
    type Names = { users: { name: string }[] };
    simulator.applyChanges({ seed: 1, edits: 2, at: NOW - 120_000 });
    const since = NOW / 1000 - 180;
    const { users } = (await json(`/api/v2/incremental/users/cursor?start_time=${since}`)) as never as Names;
    expect(users.map(({ name }) => name)).toEqual([expect.stringMatching(/ \(renamed\)$/)]);
    expect(before.map(({ name }) => name)).not.toContain(users[0]?.name);
    const articles = [...simulator.truth('account')].filter(({ kind }) => kind === 'article');
    expect(articles.filter(({ fields }) => String(fields?.title).endsWith(', revised'))).toHaveLength(1);
  });
});

describe('side conversations', () => {
  it('that are answered and closed come again behind all others, with their state', async () => {
    const { simulator, json } = await start({ oddities: ['edits beside tickets'] });
    const since = NOW / 1000 - 180;
    const path = `/api/v2/tickets/side_conversations/events?start_time=${since}`;
    type Feed = { events: { type: string }[]; side_conversations: { state: string; subject: string }[] };
    expect(((await json(path)) as never as Feed).events).toEqual([]);
    simulator.applyChanges({ seed: 1, edits: 2, at: NOW - 120_000 });
    const { events, side_conversations: changed } = (await json(path)) as never as Feed;
    expect(events.map(({ type }) => type)).toEqual(['reply', 'update']);
    expect(changed).toEqual([expect.objectContaining({ state: 'closed' })]);
    const truth = [...simulator.truth('account')].find(
      ({ kind, fields }) => kind === 'side-conversation' && fields?.subject === changed[0]?.subject,
    );
    expect(truth?.fields).toMatchObject({ state: 'closed' });
  });
});

describe('scopes', () => {
  it('of single resources cover no exports', async () => {
    const { ask } = await start({ scopes: ['tickets:read', 'users:read'] });
    expect((await ask('/api/v2/tickets/1/comments')).status).toBe(200);
    expect((await ask('/api/v2/users/me')).status).toBe(200);
    for (const path of ['/api/v2/incremental/tickets/cursor?start_time=0', '/api/v2/help_center/sections']) {
      const refused = await ask(path);
      expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('scopes: read')]);
    }
  });
});

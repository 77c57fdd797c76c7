import { afterEach, describe, expect, it } from 'vitest';
import { createSimulator, type ZendeskSimulatorOptions } from '../src/zendesk/index.js';

const NOW = Date.UTC(2025, 10, 3, 12);
/** Of an answer, what these tests look at. */
interface Body {
  tickets: { id: number; generated_timestamp: number }[];
  after_cursor: string;
  comments: { attachments: { content_url: string }[] }[];
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: Partial<ZendeskSimulatorOptions> = {}) {
  const simulator = await createSimulator({ size: 500, seed: 3, now: () => NOW, ...options });
  open.push(simulator);
  const { email, api_token: token } = simulator.connection;
  const authorization = `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`;
  const ask = (path: string, headers: Record<string, string> = { authorization }) =>
    fetch(simulator.url + path, { headers, redirect: 'manual' });
  return { simulator, ask, json: async (path: string) => (await (await ask(path)).json()) as Body };
}

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

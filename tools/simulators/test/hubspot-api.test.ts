import { afterEach, describe, expect, it } from 'vitest';
import { createSimulator, type HubspotSimulatorOptions } from '../src/hubspot/index.js';

const NOW = Date.UTC(2025, 10, 3, 12);
const objects = '/crm/objects/2026-09';
/** Of an answer, what these tests look at. */
interface Body {
  results: {
    id: string;
    createdAt: string;
    properties: Record<string, string | null>;
    associations?: Record<string, { results: { id: string }[] }>;
    to: { toObjectId: unknown }[];
  }[];
  total: number;
  paging?: { next: { after: string } };
  errors?: { context: { ids: string[] } }[];
  policyName?: string;
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: Partial<HubspotSimulatorOptions> = {}) {
  const clock = { now: NOW };
  const simulator = await createSimulator({ size: 300, seed: 3, now: () => clock.now, ...options });
  open.push(simulator);
  const authorization = `Bearer ${simulator.connection.token}`;
  const ask = (path: string, body?: unknown, headers: Record<string, string> = { authorization }) =>
    fetch(simulator.url + path, {
      headers,
      redirect: 'manual',
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
  const json = async (path: string, body?: unknown) => (await (await ask(path, body)).json()) as Body;
  return { simulator, clock, ask, json };
}

const filter = (propertyName: string, operator: string, value: string) => ({
  filterGroups: [{ filters: [{ propertyName, operator, value }] }],
});

describe('a list', () => {
  it('is in the order of ids, which is not that of creation, at any size', async () => {
    const { json } = await start({ size: 1_000_000 });
    const page = await json(`${objects}/contacts?limit=100&after=300500000000`);
    const ids = page.results.map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((left, right) => left - right));
    const created = page.results.map(({ createdAt }) => createdAt);
    expect(created).not.toEqual([...created].sort());
  });

  it('ends where paging is absent, tells empty properties as null and leaves out what nobody asked for', async () => {
    const { json } = await start({ size: 30 });
    const { results, paging } = await json(`${objects}/contacts?limit=100&properties=email,nonsense`);
    expect(paging).toBeUndefined();
    expect(results[4]?.properties.email).toBeNull();
    expect(results[0]?.properties).not.toHaveProperty('nonsense');
    expect(results[0]?.properties).not.toHaveProperty('firstname');
  });

  it('refuses pages that are too long, and addresses', async () => {
    const { ask } = await start();
    expect((await ask(`${objects}/contacts?limit=101`)).status).toBe(400);
    expect((await ask(`${objects}/tickets?limit=51&propertiesWithHistory=hs_pipeline_stage`)).status).toBe(
      400,
    );
    const long = await ask(`${objects}/contacts?properties=${'a'.repeat(8_200)}`);
    expect(long.status).toBe(414);
    expect(long.headers.get('content-type')).toBe('text/html');
  });

  it('shows an associated record once for each type of association', async () => {
    const { json } = await start();
    const { results } = await json(`${objects}/tickets?limit=100&associations=companies`);
    const shown = results.flatMap(({ associations }) => associations?.companies?.results ?? []);
    expect(shown.length).toBeGreaterThan(new Set(shown.map(({ id }) => id)).size);
  });
});

describe('a search', () => {
  it('gives out 10,000 results and no more', async () => {
    const { ask, json } = await start({ size: 11_000 });
    expect((await json(`${objects}/contacts/search`, { limit: 200, after: '9800' })).total).toBe(11_000);
    expect((await ask(`${objects}/contacts/search`, { limit: 200, after: '9900' })).status).toBe(400);
    expect((await ask(`${objects}/contacts/search`, { limit: 201 })).status).toBe(400);
  });

  it('finds contacts by their own clock only, fails at the epoch, and finds nothing archived', async () => {
    const { ask, json, simulator } = await start();
    const from = '2023-01-01T00:00:00Z';
    expect((await json(`${objects}/contacts/search`, filter('lastmodifieddate', 'GTE', from))).total).toBe(
      300,
    );
    expect((await json(`${objects}/contacts/search`, filter('hs_lastmodifieddate', 'GTE', from))).total).toBe(
      0,
    );
    expect((await ask(`${objects}/tickets/search`, filter('hs_lastmodifieddate', 'GTE', '0'))).status).toBe(
      500,
    );
    simulator.lifecycle.archive('tickets', '360000000000');
    expect((await json(`${objects}/tickets/search`, {})).total).toBe(299);
  });

  it('is behind, and out of order, where that is played', async () => {
    const { json, simulator, clock } = await start({ searchLagSeconds: 60, searchDisorder: 0.3 });
    simulator.applyChanges({ seed: 1, edits: 5, creations: 0 });
    const recent = filter('hs_lastmodifieddate', 'GTE', new Date(NOW).toISOString());
    expect((await json(`${objects}/tickets/search`, recent)).total).toBe(0);
    clock.now += 61_000;
    expect((await json(`${objects}/tickets/search`, recent)).total).toBe(5);
    const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }];
    const { results } = await json(`${objects}/tickets/search`, { limit: 200, sorts });
    const ids = results.map(({ id }) => id);
    expect(ids).not.toEqual([...ids].sort());
  });
});

describe('a batch', () => {
  it('names what is gone, in any order, and refuses too many or the same twice', async () => {
    const { ask } = await start();
    const inputs = ['360000000000', '5', '360000010000'].map((id) => ({ id }));
    const answer = await ask(`${objects}/tickets/batch/read`, { inputs, properties: [] });
    expect(answer.status).toBe(207);
    const body = (await answer.json()) as Body;
    expect(body.results.map(({ id }) => id)).toEqual(['360000010000', '360000000000']);
    expect(body.errors?.[0]?.context.ids).toEqual(['5']);
    const twice = { inputs: [inputs[0], inputs[0]] };
    expect((await ask(`${objects}/tickets/batch/read`, twice)).status).toBe(400);
    const many = { inputs: Array.from({ length: 101 }, (_, id) => ({ id: String(id) })) };
    expect((await ask(`${objects}/tickets/batch/read`, many)).status).toBe(400);
  });

  it('of associations tells ids as texts since 2026, and as numbers before', async () => {
    const { json } = await start();
    const body = { inputs: [{ id: '360000010000' }] };
    const [now] = (await json('/crm/associations/2026-09/tickets/contacts/batch/read', body)).results;
    const [before] = (await json('/crm/v4/associations/tickets/contacts/batch/read', body)).results;
    expect([typeof now?.to[0]?.toObjectId, typeof before?.to[0]?.toObjectId]).toEqual(['string', 'number']);
  });
});

describe('records', () => {
  it('that are archived are listed apart, with their old date', async () => {
    const { json, simulator } = await start();
    const [before] = (await json(`${objects}/tickets?limit=1`)).results;
    simulator.lifecycle.archive('tickets', before?.id ?? '');
    expect((await json(`${objects}/tickets?limit=1`)).results[0]?.id).not.toBe(before?.id);
    const [archived] = (await json(`${objects}/tickets?archived=true`)).results;
    expect(archived).toMatchObject({ id: before?.id, archived: true });
    simulator.lifecycle.restore('tickets', before?.id ?? '');
    expect((await json(`${objects}/tickets?limit=1`)).results[0]?.id).toBe(before?.id);
  });

  it('that are merged become a third one, to which both old ids lead', async () => {
    const { json, ask, simulator } = await start();
    const into = simulator.lifecycle.merge('contacts', '300000000000', '300000010000');
    for (const id of ['300000000000', '300000010000'])
      expect(await json(`${objects}/contacts/${id}`)).toMatchObject({ id: into });
    simulator.lifecycle.erase('contacts', into);
    expect((await ask(`${objects}/contacts/${into}`)).status).toBe(404);
  });
});

describe('credentials and limits', () => {
  it('are told from each other: unknown, malformed, without a scope', async () => {
    const { ask } = await start({ missingScopes: ['deals'] });
    expect((await ask('/account-info/2026-09/details', undefined, {})).status).toBe(401);
    const malformed = await ask('/account-info/2026-09/details', undefined, { authorization: 'Bearer x' });
    expect(malformed.status).toBe(530);
    expect((await ask(`${objects}/deals`)).status).toBe(403);
  });

  it('end in the middle of the work, and are followed by the next until the person takes the grant back', async () => {
    const { ask, simulator, clock } = await start({ keyring: 'oauth', accessTokenSeconds: 1_800 });
    const refresh = async () => {
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'client',
        client_secret: 'secret',
        refresh_token: simulator.grant.refreshToken,
      });
      const response = await fetch(`${simulator.url}/oauth/2026-03/token`, { method: 'POST', body });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const statusWith = async (token: unknown) =>
      (await ask(`${objects}/tickets`, undefined, { authorization: `Bearer ${token}` })).status;
    const first = simulator.connection.access_token;
    clock.now += 1_799_999;
    expect(await statusWith(first)).toBe(200);
    clock.now += 1;
    expect(await statusWith(first)).toBe(401);
    const { body } = await refresh();
    expect(body).toMatchObject({ expires_in: 1_800, refresh_token: simulator.grant.refreshToken });
    expect(await statusWith(body.access_token)).toBe(200);
    expect(await statusWith(first)).toBe(401);
    simulator.grant.revoke();
    expect(await refresh()).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' },
    });
    expect(await statusWith(body.access_token)).toBe(200);
  });

  it('are of ten seconds, of the searches of a second, and of a day', async () => {
    const { ask, json, clock, simulator } = await start({ limits: 'free' });
    const search = () => ask(`${objects}/tickets/search`, { limit: 1 });
    for (let count = 0; count < 5; count++) expect((await search()).status).toBe(200);
    expect(((await (await search()).json()) as Body).policyName).toBe('SECONDLY');
    clock.now += 1_001;
    for (let count = 5; count < 100; count++) await ask('/account-info/2026-09/details');
    expect((await json('/account-info/2026-09/details')).policyName).toBe('TEN_SECONDLY_ROLLING');
    expect(simulator.refusals?.().size).toBe(2);
    const spent = await start({ limits: 'free', spentToday: 250_000 });
    expect((await spent.json('/account-info/2026-09/details')).policyName).toBe('DAILY');
  });
});

describe('conversations', () => {
  it('have short pages, and refuse what depends on something else', async () => {
    const { ask, json } = await start();
    const base = '/conversations/conversations/2026-09/threads';
    const [, second] = (await json(base)).results;
    const page = await json(`${base}/${second?.id}/messages?limit=2`);
    expect(page.results).toHaveLength(1);
    expect(page.paging).toBeDefined();
    expect((await ask(`${base}?sort=latestMessageTimestamp`)).status).toBe(400);
    expect((await ask(`${base}?inboxId=1&inboxId=2`)).status).toBe(400);
    expect((await ask(`${base}?associatedContactId=1`)).status).toBe(400);
  });

  it('that were deleted are listed apart', async () => {
    const { json, simulator } = await start();
    const base = '/conversations/conversations/2026-09/threads';
    const [first, second] = (await json(base)).results;
    simulator.lifecycle.archiveThread(first?.id ?? '');
    expect((await json(base)).results[0]?.id).toBe(second?.id);
    expect((await json(`${base}?archived=true`)).results).toMatchObject([{ id: first?.id, archived: true }]);
  });
});

describe('files', () => {
  it('lie elsewhere, behind a signature that ends and without the credential', async () => {
    const { ask, simulator, clock } = await start();
    const [file] = [...simulator.truth('portal')].filter(({ kind }) => kind === 'attachment');
    const id = file?.id.split('-').at(-1);
    const content = (await ask(`/files/v3/files/${id}/download`)).headers.get('location') ?? '';
    expect((await fetch(content, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
    const bytes = await (await fetch(content)).arrayBuffer();
    expect(bytes.byteLength).toBe(file?.file?.bytes);
    clock.now += 61_000;
    expect((await fetch(content)).status).toBe(403);
  });

  it('that are hidden seem not to be there where the scope for them is missing', async () => {
    const { ask, json, simulator } = await start({ missingScopes: ['files.ui_hidden'] });
    const file = [...simulator.truth('portal')].find(({ kind }) => kind === 'attachment');
    const id = file?.id.split('-').at(-1);
    expect((await ask(`/files/2026-03/files/${id}/download`)).status).toBe(404);
    expect((await json(`/files/2026-03/files/search?ids=${id}`)).results).toEqual([]);
  });
});

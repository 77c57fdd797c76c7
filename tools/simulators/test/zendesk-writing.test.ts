import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createSimulator, type ZendeskSimulatorOptions } from '../src/zendesk/index.js';

const NOW = Date.UTC(2025, 10, 3, 12);

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: Partial<ZendeskSimulatorOptions> = {}) {
  const clock = { now: NOW };
  const simulator = await createSimulator({ size: 60, seed: 3, now: () => clock.now, ...options });
  open.push(simulator);
  const { email, api_token: token } = simulator.connection;
  const authorization = `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`;
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isFile = body instanceof Uint8Array;
    const response = await fetch(simulator.url + path, {
      method,
      headers: { authorization, 'content-type': isFile ? 'text/plain' : 'application/json', ...headers },
      ...(body !== undefined && { body: isFile ? Buffer.from(body) : JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: parsed(await response.text()),
    };
  };
  return { simulator, clock, send };
}

/** Some refusals are plain text. */
function parsed(text: string): Answer {
  return text.startsWith('{') ? (JSON.parse(text) as Answer) : {};
}

/** Of an answer, what these tests look at. */
interface Answer {
  ticket?: { id: number; updated_at: string; status: string };
  tickets?: { id: number }[];
  comments?: { id: number; public: boolean }[];
  upload?: { token: string };
  custom_object_record?: { id: string };
}

/** Statuses of generated tickets differ; this one may be changed. */
async function openTicket(send: Awaited<ReturnType<typeof start>>['send']) {
  for (let id = 1; ; id++) {
    const { status, body } = await send('GET', `/api/v2/tickets/${id}`);
    if (status === 200 && body.ticket?.status !== 'closed') return { id, ...body.ticket };
  }
}

const comment = { html_body: '<p>Hello</p>' };

describe('a ticket', () => {
  it('is made once for one key, and refused for another content', async () => {
    const { simulator, clock, send } = await start();
    const ticket = { subject: 'New', comment, external_id: 'mark' };
    const key = { 'idempotency-key': 'k1' };
    const first = await send('POST', '/api/v2/tickets', { ticket }, key);
    expect(first.status).toBe(201);
    expect(first.headers.get('x-idempotency-lookup')).toBe('miss');
    const again = await send('POST', '/api/v2/tickets', { ticket }, key);
    expect(again.headers.get('x-idempotency-lookup')).toBe('hit');
    expect(again.body.ticket?.id).toBe(first.body.ticket?.id);
    const other = await send('POST', '/api/v2/tickets', { ticket: { ...ticket, subject: 'Other' } }, key);
    expect(other).toMatchObject({ status: 400, body: { error: 'IdempotentRequestError' } });
    clock.now += 2 * 3_600_000;
    const late = await send('POST', '/api/v2/tickets', { ticket }, key);
    expect(late.body.ticket?.id).not.toBe(first.body.ticket?.id);
    const found = await send('GET', '/api/v2/tickets?external_id=mark');
    expect(found.body.tickets).toHaveLength(2);
    expect([...(simulator.written?.() ?? [])]).toHaveLength(2);
  });

  it('is in the export and in the truth as it was written', async () => {
    const { simulator, send } = await start();
    const [agent] = [...simulator.truth('account')].filter(({ kind }) => kind === 'agent');
    const made = await send('POST', '/api/v2/tickets', {
      ticket: { subject: 'New', priority: 'high', assignee_id: Number(agent?.id), comment },
    });
    const id = String(made.body.ticket?.id);
    const truth = [...simulator.truth('account')].find(
      (object) => object.kind === 'ticket' && object.id === id,
    );
    expect(truth?.fields).toMatchObject({ subject: 'New', priority: 'high', assignee: agent?.id });
    const { body } = await send('GET', '/api/v2/incremental/tickets/cursor?start_time=0');
    expect(body.tickets?.at(-1)).toMatchObject({ id: Number(id), subject: 'New', priority: 'high' });
  });

  it('that is found by its external id late is found after a minute', async () => {
    const { clock, send } = await start({ oddities: ['late external ids'] });
    await send('POST', '/api/v2/tickets', { ticket: { comment, external_id: 'mark' } });
    const found = async () => (await send('GET', '/api/v2/tickets?external_id=mark')).body.tickets?.length;
    expect(await found()).toBe(0);
    clock.now += 60_000;
    expect(await found()).toBe(1);
  });

  it('that was changed since it was read refuses a safe update', async () => {
    const { clock, send } = await start();
    const { id, updated_at: stamp } = await openTicket(send);
    clock.now += 5_000;
    const update = (subject: string) =>
      send('PUT', `/api/v2/tickets/${id}`, { ticket: { subject, safe_update: true, updated_stamp: stamp } });
    expect(await update('First')).toMatchObject({ status: 200, body: { ticket: { subject: 'First' } } });
    expect(await update('Second')).toMatchObject({ status: 409, body: { error: 'UpdateConflict' } });
  });

  it('refuses by field what it cannot have, and drops options that do not exist', async () => {
    const { simulator, send } = await start({ oddities: ['required fields'] });
    const closed = [...simulator.truth('account')].find(({ fields }) => fields?.status === 'closed');
    expect(await send('PUT', `/api/v2/tickets/${closed?.id}`, { ticket: { subject: 'x' } })).toMatchObject({
      status: 422,
      body: { details: { status: [{ description: expect.stringContaining('closed') }] } },
    });
    const { id } = await openTicket(send);
    const solved = await send('PUT', `/api/v2/tickets/${id}`, { ticket: { status: 'solved' } });
    expect(solved).toMatchObject({
      status: 422,
      body: { details: { base: [{ ticket_field_id: expect.any(Number) }] } },
    });
    const odd = await send('PUT', `/api/v2/tickets/${id}`, {
      ticket: { created_at: '2020-01-01T00:00:00Z', description: undefined },
    });
    expect(odd.headers.get('x-zendesk-api-warn')).toContain('created_at');
  });

  it('takes thirty updates in ten minutes', async () => {
    const { clock, send } = await start({ limits: 'high-volume' });
    const { id } = await openTicket(send);
    const update = (subject: string) => send('PUT', `/api/v2/tickets/${id}`, { ticket: { subject } });
    for (let count = 0; count < 30; count++) expect((await update(`S${count}`)).status).toBe(200);
    const refused = await update('one too many');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    clock.now += 60_000;
    expect((await update('too soon')).status).toBe(429);
    clock.now += 9 * 60_000;
    expect((await update('after')).status).toBe(200);
  });
});

describe('a comment', () => {
  it('arrives with its note, its author and its files, whose upload is spent', async () => {
    const { simulator, send } = await start();
    const { id } = await openTicket(send);
    const content = Buffer.from('content of the file');
    const { body } = await send('POST', '/api/v2/uploads?filename=a.txt', content);
    const update = {
      ticket: {
        comment: { body: 'See file', public: false, uploads: [body.upload?.token] },
        metadata: { note: 'k' },
      },
    };
    expect((await send('PUT', `/api/v2/tickets/${id}`, update)).status).toBe(200);
    const again = await send('PUT', `/api/v2/tickets/${id}`, update);
    expect(again).toMatchObject({ status: 422, body: { details: { uploads: [expect.anything()] } } });
    const list = await send('GET', `/api/v2/tickets/${id}/comments?page[size]=100`);
    expect(list.body.comments?.at(-1)).toMatchObject({
      public: false,
      html_body: expect.stringContaining('See file'),
      metadata: { custom: { note: 'k' } },
      attachments: [{ file_name: 'a.txt', size: content.length }],
    });
    const [file] = [...(simulator.written?.() ?? [])].filter(({ kind }) => kind === 'attachment');
    expect(file?.file).toEqual({
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  });

  it('has no file whose upload lies for three days', async () => {
    const { clock, send } = await start();
    const { id } = await openTicket(send);
    const { body } = await send('POST', '/api/v2/uploads?filename=a.txt', Buffer.from('content'));
    clock.now += 3 * 24 * 3_600_000;
    const comment = { body: 'See file', public: false, uploads: [body.upload?.token] };
    expect(await send('PUT', `/api/v2/tickets/${id}`, { ticket: { comment } })).toMatchObject({
      status: 422,
      body: { details: { uploads: [expect.anything()] } },
    });
  });

  it('is made private', async () => {
    const { send } = await start();
    const { id } = await openTicket(send);
    await send('PUT', `/api/v2/tickets/${id}`, { ticket: { comment } });
    const last = async () =>
      (await send('GET', `/api/v2/tickets/${id}/comments?page[size]=100`)).body.comments?.at(-1);
    const written = await last();
    expect(written?.public).toBe(true);
    await send('PUT', `/api/v2/tickets/${id}/comments/${written?.id}/make_private`);
    expect((await last())?.public).toBe(false);
  });
});

describe('a record of a custom object', () => {
  it('is made once for an external id, shown, found and changed', async () => {
    const { send } = await start();
    const path = '/api/v2/custom_objects/vehicle/records';
    const made = await send('POST', path, {
      custom_object_record: { name: 'New', external_id: 'mark', custom_object_fields: { plate: 'LJ 1' } },
    });
    expect(made.status).toBe(201);
    const id = made.body.custom_object_record?.id;
    const twice = await send('POST', path, { custom_object_record: { name: 'New', external_id: 'mark' } });
    expect(twice.status).toBe(422);
    await send('PATCH', `${path}/${id}`, { custom_object_record: { custom_object_fields: { wheels: 6 } } });
    const found = await send('GET', `${path}?filter[external_ids]=mark&page[size]=100`);
    expect(found.body).toMatchObject({
      custom_object_records: [{ id, custom_object_fields: { plate: 'LJ 1', wheels: 6 } }],
    });
  });
});

it('a credential that was granted reading only writes nothing', async () => {
  const { send } = await start({ scopes: ['read'] });
  const refused = await send('POST', '/api/v2/tickets', { ticket: { comment } });
  expect(refused).toMatchObject({ status: 403, body: { description: expect.stringContaining('write') } });
});

import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSimulator } from '../src/index.js';

interface Task {
  id: string;
  title: string;
  fields: Record<string, unknown>;
  comment_count: number;
  files: { id: string; bytes: number }[];
}

async function start(options: Readonly<Record<string, unknown>> = {}) {
  const simulator = await createSimulator('todo', { size: 30, seed: 7, ...options });
  onTestFinished(() => simulator.close());
  const { base_url: base = '', token = '' } = simulator.connection;
  const ask = (path: string, request: RequestInit = {}) =>
    fetch(base + path, { headers: { authorization: `Bearer ${token}` }, ...request });
  const write = async (method: string, path: string, body: unknown) => {
    const response = await ask(path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, json: JSON.parse(await response.text()) };
  };
  const tasksOf = async (list = 'home', query = ''): Promise<Task[]> => {
    const found: Task[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await ask(`/v1/lists/${list}/tasks?cursor=${cursor}${query}`);
      const page: { tasks: Task[]; next_cursor: string | null } = JSON.parse(await answer.text());
      found.push(...page.tasks);
      cursor = page.next_cursor;
    }
    return found;
  };
  return { simulator, ask, write, tasksOf };
}

describe('what can be read', () => {
  it('is what the truth says, comments and the bytes of files included', async () => {
    const { simulator, ask, tasksOf } = await start();
    const truth = [...simulator.truth('home')];
    const idsOf = (kind: string) => truth.filter((one) => one.kind === kind).map(({ id }) => id);
    const tasks = await tasksOf();
    expect(new Set(tasks.map(({ id }) => id))).toEqual(new Set(idsOf('task')));
    expect(tasks.reduce((sum, { comment_count: count }) => sum + count, 0)).toBe(idsOf('comment').length);
    const files = tasks.flatMap((task) => task.files);
    expect(new Set(files.map(({ id }) => id))).toEqual(new Set(idsOf('file')));
    for (const { id, bytes } of files) {
      const content = Buffer.from(await (await ask(`/v1/files/${id}`)).arrayBuffer());
      const sha256 = createHash('sha256').update(content).digest('hex');
      expect({ bytes, sha256 }).toEqual(truth.find((one) => one.id === id)?.file);
    }
  });

  it('is nothing without the credential', async () => {
    const { ask } = await start();
    expect((await ask('/v1/account', { headers: {} })).status).toBe(401);
  });

  it('is refused when comments are asked for too often, and says for how long', async () => {
    const clock = { now: Date.UTC(2025, 10, 3) };
    const { ask, simulator } = await start({ limits: 'usual', now: () => clock.now });
    const comments = () => ask('/v1/tasks/t0000003/comments');
    for (let count = 0; count < 300; count += 1) expect((await comments()).status).toBe(200);
    clock.now += 4000;
    const refused = await comments();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '6']);
    expect(simulator.refusals?.().get('GET /v1/tasks/{id}/comments')).toBe(1);
    clock.now += 6000;
    expect((await comments()).status).toBe(200);
  });
});

describe('what changes', () => {
  it('moves the date of the tasks it touches, and no other', async () => {
    const { simulator, tasksOf } = await start();
    const at = Date.UTC(2025, 10, 3);
    const since = `&changed_since=${new Date(at).toISOString()}`;
    expect(await tasksOf('home', since)).toEqual([]);
    const { created, edited } = simulator.applyChanges({ seed: 1, edits: 5, creations: 2, at });
    expect(await tasksOf('home', since)).toHaveLength(created + edited);
  });

  it('of the configuration is what the summary says, once', async () => {
    const { simulator, ask, tasksOf } = await start();
    const names = async () => JSON.stringify(await (await ask('/v1/fields')).json());
    const untouched = await tasksOf('work');
    const summary = simulator.applyDrift?.(3);
    const now = await names();
    for (const name of summary?.appeared ?? []) expect(now).toContain(`"${name}"`);
    for (const name of summary?.vanished ?? []) expect(now).not.toContain(`"${name}"`);
    const filled = (await tasksOf()).filter(({ fields }) => 'f4' in fields);
    expect(new Set(filled.map(({ id }) => id))).toEqual(new Set(summary?.rootIds));
    expect((await tasksOf('work')).map(({ id }) => id)).toEqual(untouched.map(({ id }) => id));
    expect(() => simulator.applyDrift?.(3)).toThrow(/have changed already/);
  });
});

describe('what is written', () => {
  it('is found by its reference, and counted once', async () => {
    const { simulator, write, tasksOf } = await start();
    const made = await write('POST', '/v1/lists/home/tasks', {
      title: 'New',
      state: 'open',
      reference: 'r1',
    });
    expect(made.status).toBe(201);
    expect(await tasksOf('home', '&reference=r1')).toMatchObject([{ id: made.json.id, title: 'New' }]);
    expect(await tasksOf('home', '&reference=r2')).toEqual([]);
    await write('PATCH', `/v1/tasks/${made.json.id}`, { title: 'Newer' });
    expect([...(simulator.written?.() ?? [])]).toEqual([
      { kind: 'task', id: made.json.id, isNew: true, writes: 2 },
    ]);
  });

  it('is refused with the name of the field', async () => {
    const { simulator, write } = await start();
    const refused = await write('PATCH', '/v1/tasks/t0000001', { title: 'x' });
    expect(refused).toEqual({
      status: 422,
      json: { error: { field: 'title', message: 'title is too short' } },
    });
    expect((await write('PATCH', '/v1/tasks/t0000001', { state: 'lost' })).status).toBe(422);
    expect((await write('PATCH', '/v1/tasks/gone', { title: 'Newer' })).status).toBe(404);
    expect([...(simulator.written?.() ?? [])]).toEqual([]);
  });
});

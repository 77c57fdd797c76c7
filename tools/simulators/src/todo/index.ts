import type { IncomingMessage } from 'node:http';
import { listen } from '../http/listener.js';
import { type Reply, ReplyError } from '../http/reply.js';
import { createRouter } from '../http/router.js';
import type { Simulator, SimulatorOptions, TruthObject } from '../simulator.js';
import { credential, isAuthorized } from './authorization.js';
import { applyDrift } from './drift.js';
import { hoursOf } from './fields.js';
import { commentsPerPage, createLimit, latencyMs, leastWorkOf, limitNames } from './limits.js';
import { createTodoApi } from './routes.js';
import { changeWorld, createWorld, digestOf } from './world.js';

const usualPageSize = 20;

/** A to-do service: lists that people share, their tasks, and the comments and files of each. */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { now = Date.now, pageSize = usualPageSize } = options;
  const commentsAtOnce = Math.min(commentsPerPage, options.pageSize ?? commentsPerPage);
  const world = createWorld(options);
  const calls = new Map<string, number>();
  const limit = createLimit(options.limits, now);
  const { routes, written } = createTodoApi(world, { now, taskPageSize: pageSize, commentsAtOnce });
  const route = createRouter(routes);

  async function answer(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const found = route(request.method ?? 'GET', url.pathname);
    const endpoint = `${request.method} ${found?.endpoint.template ?? url.pathname}`;
    calls.set(endpoint, (calls.get(endpoint) ?? 0) + 1);
    const body = await bodyOf(request);
    if (!isAuthorized(request.headers.authorization)) return failure(401, 'The credential is not valid.');
    const waitSeconds = limit.refuse(endpoint);
    if (waitSeconds !== undefined)
      return { ...failure(429, 'Too many requests.'), headers: { 'retry-after': String(waitSeconds) } };
    if (found === undefined) return failure(404, 'There is no such endpoint.');
    try {
      return found.endpoint.answer({
        id: found.pathValues.get('id') ?? '',
        commentId: found.pathValues.get('comment_id') ?? '',
        query: url.searchParams,
        range: request.headers.range,
        body,
      });
    } catch (error) {
      if (error instanceof ReplyError) return error.reply;
      throw error;
    }
  }

  const { url, close } = await listen(options.port ?? 0, answer, now);
  return {
    system: 'todo',
    url,
    connection: { base_url: url, ...credential },
    externalSyncUnitIds: world.lists.map(({ id }) => id),
    calls: () => new Map(calls),
    limitNames,
    refusals: limit.refusals,
    latencyMs,
    leastWork: (unitId) =>
      leastWorkOf(
        world.tasks.filter(({ list }) => list === unitId),
        { most: pageSize, commentsAtOnce },
      ),
    applyChanges: (changes) => changeWorld(world, changes, now()),
    applyDrift: (seed) => applyDrift(world, seed, now()),
    *truth(unitId): Generator<TruthObject> {
      for (const { id, name } of world.people)
        yield { kind: 'person', itemType: 'people', id, fields: { name } };
      for (const task of world.tasks) {
        if (task.list !== unitId) continue;
        const { id, title, state, person, changedMs } = task;
        const modified = utc(changedMs);
        const fields = { title, state, person, hours: hoursOf(task) };
        yield { kind: 'task', itemType: 'task_*', id, modified, fields };
        for (const comment of task.comments)
          yield {
            kind: 'comment',
            itemType: 'comments',
            id: comment.id,
            modified: utc(comment.changedMs),
            fields: { task: id, person: comment.person },
          };
        for (const file of task.files)
          yield {
            kind: 'file',
            itemType: 'attachments',
            id: file.id,
            modified: utc(file.addedMs),
            file: digestOf(file),
            fields: { task: id, name: file.name },
          };
      }
    },
    written,
    close,
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function failure(status: number, message: string): Reply {
  return { status, json: { error: { message } } };
}

function utc(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

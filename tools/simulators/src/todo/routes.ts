import { fileReply } from '../http/file-reply.js';
import { ok, type Reply } from '../http/reply.js';
import type { Routed } from '../http/router.js';
import { taskPage } from './paging.js';
import { type Comment, slicesOf, type Task, type TaskFile, type World } from './world.js';
import { createWriting, notThere } from './writing.js';

interface Asked {
  id: string;
  commentId: string;
  query: URLSearchParams;
  range: string | undefined;
  body: Buffer;
}

interface Endpoint extends Routed {
  answer(asked: Asked): Reply;
}

/** The endpoints of the service, and what was written through them. */
export function createTodoApi(
  world: World,
  { now, taskPageSize, commentsAtOnce }: { now: () => number; taskPageSize: number; commentsAtOnce: number },
) {
  const writing = createWriting(world, now);
  const taskOf = (id: string): Task => found(world.tasks.find((task) => task.id === id));
  const endpoint = (method: string, template: string, answer: Endpoint['answer']): Endpoint => ({
    method,
    template,
    answer,
  });

  const routes: readonly Endpoint[] = [
    endpoint('GET', '/v1/account', () => ok({ id: 'account-1', name: 'Example household' })),
    endpoint('GET', '/v1/lists', () =>
      ok({
        lists: world.lists.map((list) => ({
          ...list,
          task_count: world.tasks.filter((task) => task.list === list.id).length,
        })),
      }),
    ),
    endpoint('GET', '/v1/people', () => ok({ people: world.people })),
    endpoint('GET', '/v1/fields', () => ok({ fields: world.fields })),
    endpoint('GET', '/v1/lists/{id}/tasks', ({ id, query }) => {
      const since = Date.parse(query.get('changed_since') ?? '1970-01-01');
      const reference = query.get('reference');
      const ids = reference === null ? undefined : [writing.idOf(reference)];
      const asked = world.tasks.filter(
        (task) => task.list === id && task.changedMs >= since && (ids === undefined || ids.includes(task.id)),
      );
      const { tasks, ...others } = taskPage(asked, query, taskPageSize);
      return ok({ tasks: tasks.map(taskView), ...others });
    }),
    endpoint('POST', '/v1/lists/{id}/tasks', ({ id, body }) =>
      created(taskView(writing.addTask(id, members(body)))),
    ),
    endpoint('GET', '/v1/tasks/{id}', ({ id }) => ok(taskView(taskOf(id)))),
    endpoint('PATCH', '/v1/tasks/{id}', ({ id, body }) =>
      ok(taskView(writing.changeTask(taskOf(id), members(body)))),
    ),
    endpoint('GET', '/v1/tasks/{id}/comments', ({ id, query }) => {
      const from = Number(query.get('offset') ?? 0);
      const reference = query.get('reference');
      const { comments } = taskOf(id);
      const asked =
        reference === null ? comments : comments.filter((one) => one.id === writing.idOf(reference));
      return ok({ comments: asked.slice(from, from + commentsAtOnce).map(commentView) });
    }),
    endpoint('POST', '/v1/tasks/{id}/comments', ({ id, body }) =>
      created(commentView(writing.addComment(taskOf(id), members(body)))),
    ),
    endpoint('GET', '/v1/tasks/{id}/comments/{comment_id}', ({ id, commentId }) =>
      ok(commentView(found(taskOf(id).comments.find((comment) => comment.id === commentId)))),
    ),
    endpoint('PATCH', '/v1/tasks/{id}/comments/{comment_id}', ({ id, commentId, body }) =>
      ok(commentView(writing.changeComment(taskOf(id), commentId, members(body)))),
    ),
    endpoint('GET', '/v1/tasks/{id}/files', ({ id, query }) => {
      const wanted = writing.idOf(query.get('reference') ?? '');
      return ok({
        files: taskOf(id)
          .files.filter((file) => file.id === wanted)
          .map(fileView),
      });
    }),
    endpoint('POST', '/v1/tasks/{id}/files', ({ id, query, body }) => {
      const named = { name: query.get('name') ?? '', reference: query.get('reference') ?? '' };
      return created(fileView(writing.addFile(taskOf(id), named, body)));
    }),
    endpoint('GET', '/v1/files/{id}', ({ id, range }) => {
      const file = found(world.tasks.flatMap((task) => task.files).find((one) => one.id === id));
      const { name: filename, bytes, content } = file;
      const slices = (from: number, until: number) =>
        content ? [content.subarray(from, until)] : slicesOf(file, from, until);
      return fileReply({ filename, contentType: 'text/plain', bytes, slices }, range);
    }),
  ];
  return { routes, written: writing.written };
}

function taskView({ createdMs, changedMs, comments, files, ...task }: Task) {
  const { id, title, state, person, fields } = task;
  const dates = { created: utc(createdMs), changed: utc(changedMs) };
  const attached = { comment_count: comments.length, files: files.map(fileView) };
  return { id, title, state, person, fields, ...dates, ...attached };
}

function commentView({ id, text, person, changedMs }: Comment) {
  return { id, text, person, changed: utc(changedMs) };
}

function fileView({ id, name, bytes, addedMs }: TaskFile) {
  return { id, name, bytes, added: utc(addedMs) };
}

function members(body: Buffer): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(body.toString('utf8'));
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

function created(json: unknown): Reply {
  return { status: 201, json };
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw notThere();
  return value;
}

function utc(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

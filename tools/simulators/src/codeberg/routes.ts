import { fileReply } from '../http/file-reply.js';
import { ok, type Reply } from '../http/reply.js';
import type { Routed } from '../http/router.js';
import { pageOf } from './paging.js';
import {
  canBeAssigned,
  commentView,
  issueNumber,
  issueView,
  milestones,
  pullComments,
  userView,
} from './views.js';
import { slicesOf, type Task, type World } from './world.js';

export interface Asked {
  value(name: string): string;
  query: URLSearchParams;
  range: string | undefined;
}

interface Endpoint extends Routed {
  method: 'GET';
  /** Undefined when there is no such object. */
  answer(asked: Asked): Reply | undefined;
}

/** What the connector asks of Forgejo's API. https://codeberg.org/api/swagger */
export function createRoutes(world: World, pageSize: number | undefined): readonly Endpoint[] {
  const list = (rows: readonly unknown[], { query }: Asked) => ok(pageOf(rows, query, pageSize));
  const tasksOf = ({ value }: Asked): Task[] =>
    world.tasks.filter((task) => task.list === `${value('owner')}/${value('repo')}`);
  return [
    endpoint('/api/v1/user', () => ok({ id: 1, login: 'example', full_name: 'Example' })),
    endpoint('/api/v1/user/repos', (asked) =>
      list(
        world.lists.map(({ id, name }) => ({ full_name: id, description: name, has_issues: true })),
        asked,
      ),
    ),
    endpoint('/api/v1/repos/{owner}/{repo}/assignees', () =>
      ok(world.people.filter(({ id }) => canBeAssigned(id)).map(({ id }) => userView(world, id))),
    ),
    endpoint('/api/v1/repos/{owner}/{repo}/milestones', (asked) => list(milestones, asked)),
    endpoint('/api/v1/repos/{owner}/{repo}/issues', (asked) => {
      const found = tasksOf(asked).filter(({ changedMs }) => changedMs >= sinceOf(asked));
      found.sort((left, right) => issueNumber(left) - issueNumber(right));
      return list(
        found.map((task) => issueView(world, task)),
        asked,
      );
    }),
    endpoint('/api/v1/repos/{owner}/{repo}/issues/comments', (asked) => {
      const found = tasksOf(asked)
        .flatMap((task) => task.comments.map((comment) => ({ comment, task })))
        .filter(({ comment }) => comment.changedMs >= sinceOf(asked))
        .sort((left, right) => left.comment.changedMs - right.comment.changedMs);
      return list(
        [
          ...pullComments.filter((comment) => Date.parse(comment.updated_at) >= sinceOf(asked)),
          ...found.map(({ comment, task }) => commentView(world, comment, task)),
        ],
        asked,
      );
    }),
    endpoint('/attachments/{uuid}', ({ value, range }) => {
      const file = world.tasks.flatMap((task) => task.files).find(({ id }) => id === value('uuid'));
      if (file === undefined) return undefined;
      const { name: filename, bytes } = file;
      const slices = (from: number, until: number) => slicesOf(file, from, until);
      return fileReply({ filename, contentType: 'text/plain', bytes, slices }, range);
    }),
  ];
}

function endpoint(template: string, answer: Endpoint['answer']): Endpoint {
  return { method: 'GET', template, answer };
}

function sinceOf({ query }: Asked): number {
  return Date.parse(query.get('since') ?? '1970-01-01');
}

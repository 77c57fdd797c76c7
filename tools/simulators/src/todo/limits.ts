import type { AnsweredRequest, LeastWork } from '../pace.js';
import { pagesOf } from './paging.js';
import type { Task } from './world.js';

export const limitNames = ['usual'] as const;
export const commentsPerPage = 100;

/** So many requests for comments in ten seconds, counted from the first of them. */
const commentRequests = 300;
const windowMs = 10_000;
const answerMs = 50;

export function latencyMs(_request: AnsweredRequest): number {
  return answerMs;
}

/** Refuses requests for comments beyond the limit, when it is played at all. */
export function createLimit(name: string | undefined, now: () => number) {
  const endpoint = 'GET /v1/tasks/{id}/comments';
  let began = 0;
  let count = 0;
  let refused = 0;
  return {
    refusals: () => new Map([[endpoint, refused]]),
    /** Seconds to wait, or undefined when the request may be answered. */
    refuse(asked: string): number | undefined {
      if (name === undefined || asked !== endpoint) return undefined;
      if (now() - began >= windowMs) {
        began = now();
        count = 0;
      }
      count += 1;
      if (count <= commentRequests) return undefined;
      refused += 1;
      return Math.ceil((began + windowMs - now()) / 1000);
    },
  };
}

/**
 * The lists, the people, the fields, the pages of tasks, comments of each task that has some, and each file once.
 * @param most entries of a page of tasks; those of a page of comments are `commentsAtOnce`
 */
export function leastWorkOf(
  tasks: readonly Task[],
  { most, commentsAtOnce }: { most: number; commentsAtOnce: number },
): LeastWork {
  const taskPages = pagesOf(tasks.length, most);
  const commentPages = tasks.reduce((sum, task) => sum + Math.ceil(task.comments.length / commentsAtOnce), 0);
  const files = tasks.flatMap((task) => task.files);
  return {
    calls: new Map([
      ['GET /v1/lists', 1],
      ['GET /v1/people', 1],
      ['GET /v1/fields', 1],
      ['GET /v1/lists/{id}/tasks', taskPages],
      ['GET /v1/tasks/{id}/comments', commentPages],
      ['GET /v1/files/{id}', files.length],
    ]),
    chainMs: { data: (1 + taskPages) * answerMs, attachments: 0 },
    files: files.map(() => ({ sourceMs: answerMs })),
    budgets: [
      {
        name: 'comments',
        capacity: commentRequests,
        perSeconds: windowMs / 1000,
        window: 'bucket',
        units: { data: commentPages, attachments: 0 },
      },
    ],
  };
}

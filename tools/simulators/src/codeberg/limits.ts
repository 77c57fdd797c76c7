import type { AnsweredRequest, LeastWork } from '../pace.js';
import { pagesOf } from './paging.js';
import { milestones, pullComments } from './views.js';
import type { Task } from './world.js';

/** Codeberg names no limits in numbers, so that there are none to play: nothing is refused. */
export const limitNames = ['usual'] as const;
/** For a list of fifty, not for a small answer: what a walk costs must not look cheaper than it is. */
const answerMs = 200;

export function latencyMs(_request: AnsweredRequest): number {
  return answerMs;
}

/** Lists are read by the number of the page, one page after the other, and each file once. */
export function leastWorkOf(tasks: readonly Task[], most: number | undefined): LeastWork {
  const issuePages = pagesOf(tasks.length, most);
  const commentPages = pagesOf(
    tasks.reduce((sum, task) => sum + task.comments.length, pullComments.length),
    most,
  );
  const milestonePages = pagesOf(milestones.length, most);
  const files = tasks.flatMap((task) => task.files);
  return {
    calls: new Map([
      ['GET /api/v1/user/repos', 2],
      ['GET /api/v1/repos/{owner}/{repo}/assignees', 1],
      ['GET /api/v1/repos/{owner}/{repo}/milestones', milestonePages],
      ['GET /api/v1/repos/{owner}/{repo}/issues', issuePages],
      ['GET /api/v1/repos/{owner}/{repo}/issues/comments', commentPages],
      ['GET /attachments/{uuid}', files.length],
    ]),
    chainMs: { data: Math.max(issuePages, commentPages) * answerMs, attachments: 0 },
    files: files.map(() => ({ sourceMs: answerMs })),
    budgets: [],
  };
}

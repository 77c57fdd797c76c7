import * as z from 'zod/mini';
import { taskSchema } from '../api-types.js';
import type { TodoClient } from '../client.js';
import type { RawComment, RawFile } from '../normalize.js';

/** Tasks with their comments and files. What cannot be read is named when it is normalized, and has neither. */
export async function completedPage(
  client: TodoClient,
  rows: readonly unknown[],
  { withComments }: { withComments: boolean },
): Promise<{ tasks: readonly unknown[]; comments: readonly RawComment[]; files: readonly RawFile[] }> {
  const readable = rows.flatMap((raw) => z.safeParse(taskSchema, raw).data ?? []);
  const comments = await Promise.all(
    withComments ? readable.map((task) => commentsOf(client, task.id, task.comment_count)) : [],
  );
  const files = readable.flatMap((task) => task.files.map((raw) => ({ raw, taskId: task.id })));
  return { tasks: rows, comments: comments.flat(), files };
}

/** @param count as the task says; one that was added meanwhile comes with the next run */
async function commentsOf(client: TodoClient, taskId: string, count: number): Promise<RawComment[]> {
  const found: RawComment[] = [];
  while (found.length < count) {
    const page = await client.commentPage(taskId, found.length);
    if (page.length === 0) break;
    found.push(...page.map((raw) => ({ raw, taskId })));
  }
  return found;
}

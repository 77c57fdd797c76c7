import type { TodoClient } from '../client.js';

export interface TaskCursor {
  after: string;
  isLast: boolean;
}

export interface TaskPage {
  tasks: readonly unknown[];
  /** Where what comes after this page begins. */
  cursor: TaskCursor;
}

/** Pages of tasks from where a cursor says. */
export async function* taskPages(
  client: TodoClient,
  { list, since, cursor }: { list: string; since: string | undefined; cursor: TaskCursor | undefined },
): AsyncGenerator<TaskPage, void, void> {
  if (cursor?.isLast) return;
  for (let after = cursor?.after ?? ''; ; ) {
    const { tasks, next } = await client.taskPage(list, { since, after });
    const isLast = next === '';
    after = next || after;
    yield { tasks, cursor: { after, isLast } };
    if (isLast) return;
  }
}

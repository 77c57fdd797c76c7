import { UnexpectedResponseError } from '@airdrop-connectors/core';
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

/**
 * Pages of tasks from where a cursor says. An offset grows whatever is answered, so that core cannot see a service that
 * sends one page again and again.
 */
export async function* taskPages(
  client: TodoClient,
  { list, since, cursor }: { list: string; since: string | undefined; cursor: TaskCursor | undefined },
): AsyncGenerator<TaskPage, void, void> {
  if (cursor?.isLast) return;
  let before = '';
  for (let after = cursor?.after ?? ''; ; ) {
    const { tasks, next } = await client.taskPage(list, { since, after });
    const page = JSON.stringify(tasks);
    if (tasks.length > 0 && page === before) throw repeated(list);
    before = page;
    const isLast = next === '';
    after = next || after;
    yield { tasks, cursor: { after, isLast } };
    if (isLast) return;
  }
}

function repeated(list: string): UnexpectedResponseError {
  return new UnexpectedResponseError(
    `To-do answered two pages of the list ${list} with the same tasks, so the rest cannot be read. Report this with the log of the run.`,
    { code: 'endless_paging' },
  );
}

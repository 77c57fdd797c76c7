import * as z from 'zod/mini';
import { taskSchema } from '../api-types.js';
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

/** Few enough that what hangs on them is read within one invocation. */
const tasksAtOnce = 100;

const placed = z.pick(taskSchema, { id: true });

/**
 * Tasks from where a cursor says, in the order of their ids: the service sends all of them at once, but each of them
 * costs requests of its own, so that a run may have to go on in the middle.
 */
export async function* taskPages(
  client: TodoClient,
  { list, since, cursor }: { list: string; since: string | undefined; cursor: TaskCursor | undefined },
): AsyncGenerator<TaskPage, void, void> {
  if (cursor?.isLast) return;
  const rows = await client.tasks(list, { since });
  const left = rows
    .map((raw) => ({ raw, id: idOf(raw) ?? '' }))
    .filter(({ id }) => id > (cursor?.after ?? ''))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  // Those without an id have no place in the order, and are named when they are normalized.
  const unplaced = cursor === undefined ? rows.filter((raw) => idOf(raw) === undefined) : [];
  for (let start = 0; start === 0 || start < left.length; start += tasksAtOnce) {
    const page = left.slice(start, start + tasksAtOnce);
    const tasks = [...(start === 0 ? unplaced : []), ...page.map(({ raw }) => raw)];
    const after = page.at(-1)?.id ?? cursor?.after ?? '';
    yield { tasks, cursor: { after, isLast: start + tasksAtOnce >= left.length } };
  }
}

function idOf(raw: unknown): string | undefined {
  return z.safeParse(placed, raw).data?.id || undefined;
}

import type { Task } from './world.js';

/**
 * Pages by cursor: tasks in the order of their last change, and a cursor that lasts, because it names the last task
 * that was sent. The last page has none.
 * @param tasks those that were asked for, in any order
 */
export function taskPage(tasks: readonly Task[], query: URLSearchParams, most: number) {
  const after = query.get('cursor') ?? '';
  const left = tasks.filter((task) => placeOf(task) > after).sort(byPlace);
  const page = left.slice(0, most);
  const last = page.at(-1);
  return { tasks: page, next_cursor: left.length > most && last ? placeOf(last) : null };
}

/** Requests that it takes to read so many tasks. */
export function pagesOf(count: number, most: number): number {
  return Math.max(1, Math.ceil(count / most));
}

function placeOf({ changedMs, id }: Task): string {
  return `${String(changedMs).padStart(15, '0')}.${id}`;
}

function byPlace(left: Task, right: Task): number {
  return placeOf(left) < placeOf(right) ? -1 : 1;
}

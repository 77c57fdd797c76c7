import type { Task } from './world.js';

/**
 * Pages that name the address of the next one: tasks in the order of their last change. The last page names none.
 * @param tasks those that were asked for, in any order
 */
export function taskPage(tasks: readonly Task[], query: URLSearchParams, most: number) {
  const after = query.get('cursor') ?? '';
  const left = tasks.filter((task) => placeOf(task) > after).sort(byPlace);
  const page = left.slice(0, most);
  const last = page.at(-1);
  if (left.length <= most || last === undefined) return { tasks: page, next: null };
  const next = new URLSearchParams(query);
  next.set('cursor', placeOf(last));
  return { tasks: page, next: `?${next}` };
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

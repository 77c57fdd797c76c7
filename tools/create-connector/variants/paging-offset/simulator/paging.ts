import type { Task } from './world.js';

/**
 * Pages by offset: tasks in the order they were made, which no edit changes.
 * @param tasks those that were asked for, in any order
 */
export function taskPage(tasks: readonly Task[], query: URLSearchParams, most: number) {
  const from = Number(query.get('offset') ?? 0);
  const sorted = [...tasks].sort(byId);
  return { tasks: sorted.slice(from, from + most), has_more: sorted.length > from + most };
}

/** Requests that it takes to read so many tasks. */
export function pagesOf(count: number, most: number): number {
  return Math.max(1, Math.ceil(count / most));
}

function byId(left: Task, right: Task): number {
  return left.id < right.id ? -1 : 1;
}

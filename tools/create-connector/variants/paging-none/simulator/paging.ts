import type { Task } from './world.js';

/**
 * No pages: all tasks at once.
 * @param tasks those that were asked for
 */
export function taskPage(tasks: readonly Task[], _query: URLSearchParams, _most: number) {
  return { tasks };
}

/** Requests that it takes to read however many tasks. */
export function pagesOf(_count: number, _most: number): number {
  return 1;
}

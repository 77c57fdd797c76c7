import { lowerBound } from '../../order/sorted-places.js';
import type { ProjectWorld } from './model.js';

export type OrderColumn = 'updated' | 'created' | 'key' | 'id';
export type Direction = 'ascending' | 'descending';

/** Place of an issue in an order. Ties of the column are settled by project key, then issue number. */
export interface OrderKey {
  /** Milliseconds for `updated` and `created`, the id for `id`, 0 for `key`. */
  value: number;
  projectKey: string;
  number: number;
}

export interface OrderedIssue {
  key: OrderKey;
  project: ProjectWorld;
  index: number;
}

export interface Walk {
  projects: readonly ProjectWorld[];
  column: OrderColumn;
  direction: Direction;
  /** Only issues strictly behind this place. */
  after?: OrderKey | undefined;
}

/**
 * Walks issues in order, starting anywhere at the cost of a binary search, so that a page of a million issues costs as
 * much as a page of a hundred.
 */
export function* walkIssues(walk: Walk): Generator<OrderedIssue> {
  const sign = walk.direction === 'ascending' ? 1 : -1;
  const sources = walk.projects.flatMap((project) => [
    generatedSource(project, walk, sign),
    changedSource(project, walk, sign),
    arrivedSource(project, walk, sign),
  ]);
  const heads = sources.map((source) => source.next());
  for (;;) {
    let first: OrderedIssue | undefined;
    let position = -1;
    heads.forEach((head, candidate) => {
      if (head.done) return;
      if (first === undefined || sign * compareOrderKeys(head.value.key, first.key) < 0) {
        first = head.value;
        position = candidate;
      }
    });
    const source = sources[position];
    if (first === undefined || source === undefined) return;
    yield first;
    heads[position] = source.next();
  }
}

export function compareOrderKeys(left: OrderKey, right: OrderKey): number {
  if (left.value !== right.value) return left.value - right.value;
  if (left.projectKey !== right.projectKey) return left.projectKey < right.projectKey ? -1 : 1;
  return left.number - right.number;
}

/** Issues that exist from the start and, for the order of updates, were never changed as far as the search knows. */
function generatedSource(project: ProjectWorld, walk: Walk, sign: 1 | -1): Generator<OrderedIssue> {
  const { timeline } = project;
  const byUpdate = walk.column === 'updated';
  return walkPositions(
    timeline.size,
    (position) => {
      const index = byUpdate ? timeline.indexAtSlot(position) : position;
      return ordered(project, index, generatedValue(project, walk.column, position));
    },
    walk,
    sign,
    ({ index }) => project.displaced.has(index) || (byUpdate && project.indexed.has(index)),
  );
}

function generatedValue(project: ProjectWorld, column: OrderColumn, position: number): number {
  switch (column) {
    case 'updated':
      return project.timeline.updatedAtSlot(position);
    case 'created':
      return project.timeline.createdAt(position);
    case 'id':
      return project.definition.firstIssueId + position;
    case 'key':
      return 0;
  }
}

function changedSource(project: ProjectWorld, walk: Walk, sign: 1 | -1): Generator<OrderedIssue> {
  const base = project.timeline.size;
  const byNumber = walk.column === 'key' || walk.column === 'id';
  const list = walk.column === 'updated' ? project.touched : project.created;
  return walkPositions(
    list.length,
    (position) => {
      const index = byNumber ? base + position : (list[position]?.index ?? 0);
      const value =
        walk.column === 'id' ? project.definition.firstIssueId + index : (list[position]?.value ?? 0);
      return ordered(project, index, walk.column === 'key' ? 0 : value);
    },
    walk,
    sign,
    ({ index }) => project.displaced.has(index) || !project.indexed.has(index),
  );
}

/** The few that were made in another project. */
function* arrivedSource(home: ProjectWorld, walk: Walk, sign: 1 | -1): Generator<OrderedIssue> {
  const list = home.arrivals
    .filter(({ project, index }) => !project.hidden.has(index))
    .map(({ project, index, number }) => ({
      project,
      index,
      key: { value: arrivedValue(project, walk.column, index), projectKey: home.definition.key, number },
    }))
    .sort((left, right) => sign * compareOrderKeys(left.key, right.key));
  for (const entry of list) {
    if (walk.after === undefined || sign * compareOrderKeys(entry.key, walk.after) > 0) yield entry;
  }
}

function arrivedValue(project: ProjectWorld, column: OrderColumn, index: number): number {
  const { overrides, timeline, indexed, definition } = project;
  const createdAt = overrides.get(index)?.createdAt ?? timeline.createdAt(index);
  switch (column) {
    case 'updated':
      return indexed.get(index) ?? createdAt;
    case 'created':
      return createdAt;
    case 'id':
      return definition.firstIssueId + index;
    case 'key':
      return 0;
  }
}

function* walkPositions(
  length: number,
  at: (position: number) => OrderedIssue,
  walk: Walk,
  sign: 1 | -1,
  isSkipped: (entry: OrderedIssue) => boolean,
): Generator<OrderedIssue> {
  const { after } = walk;
  let start = sign === 1 ? 0 : length - 1;
  if (after !== undefined) {
    start =
      sign === 1
        ? lowerBound(length, (position) => compareOrderKeys(at(position).key, after) <= 0)
        : lowerBound(length, (position) => compareOrderKeys(at(position).key, after) < 0) - 1;
  }
  for (let position = start; position >= 0 && position < length; position += sign) {
    const entry = at(position);
    if (!isSkipped(entry)) yield entry;
  }
}

function ordered(project: ProjectWorld, index: number, value: number): OrderedIssue {
  return { project, index, key: { value, projectKey: project.definition.key, number: index + 1 } };
}

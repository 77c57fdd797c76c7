import { issueSummary } from '../world/issues.js';
import type { Issue } from '../world/model.js';
import type { Direction, OrderColumn } from '../world/order.js';
import { canonicalField, unknownField } from './conditions.js';
import type { OrderTerm } from './parser.js';

/** How to produce a result in the wanted order: by walking an order the world keeps, or by sorting what matches. */
export type OrderPlan =
  | { kind: 'walk'; column: OrderColumn; direction: Direction }
  | { kind: 'sort'; terms: readonly { read: (issue: Issue) => SortValue; direction: Direction }[] };

export type SortValue = string | number;

/** Throws a JqlError for a field that does not exist or cannot be sorted by. */
export function planOrder(terms: readonly OrderTerm[]): OrderPlan {
  const sortable = terms.map((term) => {
    const name = term.field.toLowerCase() === 'id' ? 'id' : canonicalField(term.field);
    const read = SORT_VALUES[name];
    if (read === undefined) throw unknownField(term.field);
    return { name, read, direction: term.direction };
  });
  const [first, second] = sortable;
  // Without an order a recorded reply came newest id first.
  if (first === undefined) return { kind: 'walk', column: 'id', direction: 'descending' };
  const column = WALKED[first.name];
  const tiesFollow = second === undefined || (second.name === 'key' && second.direction === first.direction);
  if (column === 'key' || column === 'id' || (column !== undefined && tiesFollow)) {
    return { kind: 'walk', column, direction: first.direction };
  }
  return { kind: 'sort', terms: sortable };
}

const WALKED: Readonly<Record<string, OrderColumn>> = {
  updated: 'updated',
  created: 'created',
  key: 'key',
  id: 'id',
};

const SORT_VALUES: Readonly<Record<string, (issue: Issue) => SortValue>> = {
  updated: (issue) => issue.updatedAt,
  created: (issue) => issue.createdAt,
  key: (issue) => `${issue.home.definition.key} ${String(issue.number).padStart(9, '0')}`,
  id: (issue) => Number(issue.id),
  project: (issue) => issue.home.definition.name,
  summary: issueSummary,
  issuetype: (issue) => issue.type.name,
  status: (issue) => issue.status.name,
  priority: (issue) => Number(issue.priority?.id ?? 99),
  resolution: (issue) => issue.resolution?.name ?? '',
  assignee: (issue) => issue.assignee?.displayName ?? '',
  reporter: (issue) => issue.reporter?.displayName ?? '',
  creator: (issue) => issue.creator.displayName,
};

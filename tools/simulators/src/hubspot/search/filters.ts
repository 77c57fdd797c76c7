import { failure } from '../http/failure.js';
import type { Kind } from '../world/kinds.js';
import type { Row, World } from '../world/model.js';
import { valuesOf } from '../world/values.js';

export interface Filter {
  propertyName: string;
  operator: string;
  value?: unknown;
  highValue?: unknown;
  values?: unknown;
}

const operators: ReadonlySet<string> = new Set([
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
]);

/** Filters of the only group, or none. */
export function filtersIn(body: Record<string, unknown>): Filter[] {
  const groups = body.filterGroups;
  if (groups === undefined) return [];
  if (!Array.isArray(groups) || groups.length > 5) throw failure(400, 'At most 5 filter groups are allowed');
  const filters = groups.flatMap((group: { filters?: unknown }) =>
    Array.isArray(group.filters) ? group.filters : [],
  ) as Filter[];
  if (groups.length > 1) throw failure(400, 'The simulated search plays one group of filters only');
  for (const { operator } of filters)
    if (!operators.has(operator)) throw failure(400, `Invalid operator: ${operator}`);
  return filters;
}

/** Times are compared by the millisecond, numbers as numbers; contacts have one clock that searches know. */
export function matches(world: World, kind: Kind, row: Row, filter: Filter): boolean {
  if (kind.name === 'contacts' && filter.propertyName === 'hs_lastmodifieddate') return false;
  const value = searched(world, kind, row, filter.propertyName);
  const operand = comparable(filter.value);
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return value !== undefined;
    case 'NOT_HAS_PROPERTY':
      return value === undefined;
    case 'NEQ':
      return value !== operand;
    case 'NOT_IN':
      return !list(filter.values).includes(value);
    case 'IN':
      return list(filter.values).includes(value);
    default:
      return value !== undefined && operand !== undefined && compares(filter, value, operand);
  }
}

function compares({ operator, highValue }: Filter, value: Comparable, operand: Comparable): boolean {
  switch (operator) {
    case 'EQ':
      return value === operand;
    case 'LT':
      return value < operand;
    case 'LTE':
      return value <= operand;
    case 'GT':
      return value > operand;
    case 'GTE':
      return value >= operand;
    default:
      return value >= operand && value <= (comparable(highValue) ?? Number.POSITIVE_INFINITY);
  }
}

type Comparable = string | number;

function searched(world: World, kind: Kind, row: Row, name: string): Comparable | undefined {
  if (name === 'hs_object_id') return row.id;
  if (name === kind.modifiedProperty) return row.updatedAt;
  if (name === kind.createdProperty) return row.createdAt;
  return comparable(valuesOf(world, row)[name]);
}

function comparable(value: unknown): Comparable | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return undefined;
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return Date.parse(value);
  return value.toLowerCase();
}

function list(values: unknown): (Comparable | undefined)[] {
  return Array.isArray(values) ? values.map(comparable) : [];
}

/** The latest start of the time of change that filters ask for, milliseconds. */
export function changedSince(kind: Kind, filters: readonly Filter[]): number {
  return filters.reduce((since, { propertyName, operator, value }) => {
    if (propertyName !== kind.modifiedProperty || !['GTE', 'GT', 'BETWEEN'].includes(operator)) return since;
    const start = comparable(value);
    return typeof start === 'number' ? Math.max(since, start) : since;
  }, Number.NEGATIVE_INFINITY);
}

export function sortValue(world: World, kind: Kind, row: Row, name: string): Comparable {
  return searched(world, kind, row, name) ?? '';
}

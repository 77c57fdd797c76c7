import { lowerBound } from '../../order/sorted-places.js';
import { readIssue } from '../world/issues.js';
import type { Issue, ProjectWorld } from '../world/model.js';
import { compareOrderKeys, type OrderKey, walkIssues } from '../world/order.js';
import { limitClause } from './clause-limit.js';
import { type Condition, compileClause, type JqlSurroundings } from './conditions.js';
import { JqlError } from './jql-error.js';
import { type OrderPlan, planOrder, type SortValue } from './order-plan.js';
import type { PagePosition } from './page-token.js';
import { parseJql } from './parser.js';
import { type Bounds, type Scope, scopeOf } from './scope.js';

/** A query ready to run, any number of times. */
export interface PreparedSearch {
  matches: Condition;
  scope: Scope;
  plan: OrderPlan;
  /** Fields whose list of values was cut, as the query names them. */
  cutFields: readonly string[];
}

export interface SearchPage {
  issues: Issue[];
  /** Present when more may follow. */
  last?: PagePosition;
}

/** Issues looked at for one page; Jira too answers with a short page and a token when it filters much away. */
const MOST_LOOKED_AT = 100_000;
/** Orders the world does not keep are sorted in memory. */
const MOST_SORTED = 50_000;

/**
 * Throws a JqlError for what Jira would refuse, an unbounded query included.
 * @param mostValues what a list of values is cut to
 */
export function prepareSearch(
  jql: string,
  around: JqlSurroundings,
  mostValues = Number.POSITIVE_INFINITY,
): PreparedSearch {
  const query = parseJql(jql);
  if (query.where === undefined) {
    throw new JqlError(
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    );
  }
  const { clause, cutFields } = limitClause(query.where, mostValues);
  return {
    matches: compileClause(clause, around),
    scope: scopeOf(clause, around),
    plan: planOrder(query.orderBy),
    cutFields,
  };
}

/** At most `limit` issues behind a position. */
export function searchPage(
  search: PreparedSearch,
  around: JqlSurroundings,
  limit: number,
  after: PagePosition | undefined,
): SearchPage {
  return search.plan.kind === 'walk'
    ? walkedPage(search, search.plan, around, limit, after)
    : sortedPage(search, search.plan, around, limit, after);
}

/** Number of matching issues; instant when the query only names projects and bounds `updated`. */
export function countMatches(search: PreparedSearch, around: JqlSurroundings): number {
  const { scope } = search;
  if (scope.exact && scope.projects.every(hasOnlyItsOwn)) {
    return scope.projects.reduce((total, project) => total + countUpdated(project, scope.updated), 0);
  }
  let count = 0;
  const walk = walkIssues({ projects: scope.projects, column: 'id', direction: 'ascending' });
  for (const { project, index } of walk) {
    if (search.matches(asIndexed(readIssue(around.world, project, index)))) count++;
  }
  return count;
}

function walkedPage(
  { matches, scope }: PreparedSearch,
  plan: OrderPlan & { kind: 'walk' },
  { world }: JqlSurroundings,
  limit: number,
  after: PagePosition | undefined,
): SearchPage {
  const ascending = plan.direction === 'ascending';
  const bounds = plan.column === 'updated' || plan.column === 'created' ? scope[plan.column] : undefined;
  const walk = walkIssues({
    projects: scope.projects,
    column: plan.column,
    direction: plan.direction,
    after: laterStart(ascending, boundStart(ascending, bounds), resumeStart(after)),
  });
  const page: SearchPage = { issues: [] };
  let behind: PagePosition | undefined;
  let lookedAt = 0;
  for (const { project, index, key } of walk) {
    if (bounds !== undefined && (ascending ? key.value > bounds.untilMs : key.value < bounds.fromMs))
      return page;
    if (++lookedAt > MOST_LOOKED_AT) return behind === undefined ? page : { ...page, last: behind };
    const issue = readIssue(world, project, index);
    const found = asIndexed(issue);
    const position = { values: [key.value], projectKey: key.projectKey, number: key.number };
    if (matches(found)) {
      if (page.issues.length === limit) return behind === undefined ? page : { ...page, last: behind };
      page.issues.push(issue);
      behind = position;
    } else if (page.issues.length < limit) {
      behind = position;
    }
  }
  return page;
}

/** What is found is shown as it is; whether it is found depends on when the search believes it was updated. */
function asIndexed(issue: Issue): Issue {
  const { project, index, createdAt, override } = issue;
  if (override === undefined) return issue;
  const known = project.indexed.get(index);
  if (known === override.updatedAt) return issue;
  const beforeChanges = index < project.timeline.size ? project.timeline.updatedAt(index) : createdAt;
  return { ...issue, updatedAt: known ?? beforeChanges };
}

function boundStart(ascending: boolean, bounds: Bounds | undefined): OrderKey | undefined {
  if (bounds === undefined) return undefined;
  if (ascending) {
    return Number.isFinite(bounds.fromMs) ? { value: bounds.fromMs, projectKey: '', number: -1 } : undefined;
  }
  return Number.isFinite(bounds.untilMs)
    ? { value: bounds.untilMs, projectKey: '\uffff', number: Number.MAX_SAFE_INTEGER }
    : undefined;
}

function resumeStart(after: PagePosition | undefined): OrderKey | undefined {
  const value = after?.values[0];
  if (after === undefined || typeof value !== 'number') return undefined;
  return { value, projectKey: after.projectKey, number: after.number };
}

function laterStart(
  ascending: boolean,
  bound: OrderKey | undefined,
  resume: OrderKey | undefined,
): OrderKey | undefined {
  if (bound === undefined) return resume;
  if (resume === undefined) return bound;
  return compareOrderKeys(bound, resume) > 0 === ascending ? bound : resume;
}

function sortedPage(
  { matches, scope }: PreparedSearch,
  plan: OrderPlan & { kind: 'sort' },
  { world }: JqlSurroundings,
  limit: number,
  after: PagePosition | undefined,
): SearchPage {
  const rows: { issue: Issue; position: PagePosition }[] = [];
  let lookedAt = 0;
  for (const { project, index, key } of walkIssues({
    projects: scope.projects,
    column: 'id',
    direction: 'ascending',
  })) {
    if (++lookedAt > MOST_SORTED) {
      throw new JqlError(
        `The simulator sorts at most ${MOST_SORTED} issues by other columns than updated, created, key and id. Use one of these.`,
      );
    }
    const issue = readIssue(world, project, index);
    if (!matches(asIndexed(issue))) continue;
    const values = plan.terms.map((term) => term.read(issue));
    rows.push({ issue, position: { values, projectKey: key.projectKey, number: key.number } });
  }
  rows.sort((left, right) => comparePositions(plan, left.position, right.position));
  const start =
    after === undefined
      ? 0
      : lowerBound(rows.length, (row) => comparePositions(plan, rows[row]?.position ?? after, after) <= 0);
  const chosen = rows.slice(start, start + limit);
  const page: SearchPage = { issues: chosen.map(({ issue }) => issue) };
  const last = chosen.at(-1);
  if (last !== undefined && start + limit < rows.length) page.last = last.position;
  return page;
}

function comparePositions(
  plan: OrderPlan & { kind: 'sort' },
  left: PagePosition,
  right: PagePosition,
): number {
  for (const [column, term] of plan.terms.entries()) {
    const compared = compareValues(left.values[column], right.values[column]);
    if (compared !== 0) return term.direction === 'ascending' ? compared : -compared;
  }
  return compareOrderKeys({ value: 0, ...left }, { value: 0, ...right });
}

function compareValues(left: SortValue | undefined, right: SortValue | undefined): number {
  if (left === right || left === undefined || right === undefined) return 0;
  return left < right ? -1 : 1;
}

function hasOnlyItsOwn({ displaced, arrivals }: ProjectWorld): boolean {
  return displaced.size === 0 && arrivals.length === 0;
}

function countUpdated(project: ProjectWorld, { fromMs, untilMs }: Bounds): number {
  const { timeline, indexed, touched } = project;
  const within = (time: number) => time >= fromMs && time <= untilMs;
  let count = timeline.firstSlotAtOrAfter(untilMs + 1) - timeline.firstSlotAtOrAfter(fromMs);
  for (const index of indexed.keys()) {
    if (index < timeline.size && within(timeline.updatedAt(index))) count--;
  }
  return count + touched.filter(({ value }) => within(value)).length;
}

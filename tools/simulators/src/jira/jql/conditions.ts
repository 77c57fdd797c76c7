import { prioritiesOf, statusesOf } from '../world/drift.js';
import { findIssue, issueSummary } from '../world/issues.js';
import type { Issue, World } from '../world/model.js';
import { findProject } from '../world/world.js';
import type { Zone } from '../world/zone.js';
import { readDate } from './dates.js';
import { JqlError } from './jql-error.js';
import type { Clause, Operand, Operator } from './parser.js';

export type Condition = (issue: Issue) => boolean;

export interface JqlSurroundings {
  world: World;
  zone: Zone;
}

interface Comparison {
  /** As written, for messages. */
  field: string;
  operator: Operator;
  operand: Operand;
}

type FieldCompiler = (comparison: Comparison, around: JqlSurroundings) => Condition;

/** Turns a clause into a function over issues; throws a JqlError for what Jira would refuse. */
export function compileClause(clause: Clause, around: JqlSurroundings): Condition {
  switch (clause.kind) {
    case 'and': {
      const conditions = clause.clauses.map((part) => compileClause(part, around));
      return (issue) => conditions.every((condition) => condition(issue));
    }
    case 'or': {
      const conditions = clause.clauses.map((part) => compileClause(part, around));
      return (issue) => conditions.some((condition) => condition(issue));
    }
    case 'not': {
      const condition = compileClause(clause.clause, around);
      return (issue) => !condition(issue);
    }
    case 'comparison': {
      const compiler = FIELDS[canonicalField(clause.field)];
      if (compiler === undefined) throw unsearchable(clause.field, around.world);
      return compiler(clause, around);
    }
  }
}

/** Name of a field in this module, whatever its alias and case. */
export function canonicalField(name: string): string {
  const lower = name.toLowerCase();
  return ALIASES[lower] ?? lower;
}

function unsearchable(name: string, world: World): JqlError {
  const lower = name.toLowerCase();
  const exists = world.fields.some((field) =>
    field.clauseNames.some((clause) => clause.toLowerCase() === lower),
  );
  return exists
    ? new JqlError(`The simulator cannot search by field '${name}'. Use ${Object.keys(FIELDS).join(', ')}.`)
    : unknownField(name);
}

export function unknownField(name: string): JqlError {
  return new JqlError(`Field '${name}' does not exist or you do not have permission to view it.`);
}

const ALIASES: Readonly<Record<string, string>> = {
  type: 'issuetype',
  worktype: 'issuetype',
  issuekey: 'key',
  issue: 'key',
  id: 'key',
  workitem: 'key',
  workitemkey: 'key',
  updateddate: 'updated',
  createddate: 'created',
};

const FIELDS: Readonly<Record<string, FieldCompiler>> = {
  project: identity(
    'project',
    (issue) => issue.home.definition.id,
    (value, { world }) => {
      const project = findProject(world, value) ?? projectNamed(world, value);
      return project === undefined ? undefined : [project.definition.id];
    },
  ),
  issuetype: identity(
    'issuetype',
    (issue) => issue.type.id,
    (value, { world }) => idsOf(world.catalogue.issueTypes, value),
  ),
  status: identity(
    'status',
    (issue) => issue.status.id,
    (value, { world }) => idsOf(statusesOf(world), value),
  ),
  statuscategory: identity(
    'statusCategory',
    (issue) => String(issue.status.category.id),
    (value, { world }) =>
      idsOf(
        statusesOf(world).flatMap(({ category }) => [
          { id: String(category.id), name: category.name },
          { id: String(category.id), name: category.key },
        ]),
        value,
      ),
  ),
  priority: identity(
    'priority',
    (issue) => issue.priority?.id ?? null,
    (value, { world }) => idsOf(prioritiesOf(world), value),
  ),
  resolution: identity(
    'resolution',
    (issue) => issue.resolution?.id ?? null,
    (value, { world }) =>
      value.toLowerCase() === 'unresolved' ? [null] : idsOf(world.catalogue.resolutions, value),
  ),
  creator: identity('creator', (issue) => issue.creator.accountId, accounts),
  reporter: identity('reporter', (issue) => issue.reporter?.accountId ?? null, accounts),
  assignee: identity('assignee', (issue) => issue.assignee?.accountId ?? null, accounts),
  parent: identity('parent', parentId, (value, { world }) => {
    const parent = findIssue(world, value);
    return parent === undefined ? undefined : [parent.id];
  }),
  key: compileKey,
  updated: compileTime((issue) => issue.updatedAt),
  created: compileTime((issue) => issue.createdAt),
  summary: compileSummary,
};

/** A field whose values are compared by id; `resolve` gives the ids a written value stands for. */
function identity(
  name: string,
  read: (issue: Issue) => string | null,
  resolve: (value: string, around: JqlSurroundings) => readonly (string | null)[] | undefined,
): FieldCompiler {
  return (comparison, around) => {
    const { operator, operand } = comparison;
    const negated = operator === '!=' || operator === 'not in' || operator === 'is not';
    if (operator === 'is' || operator === 'is not' || operand.kind === 'empty') {
      if (operand.kind !== 'empty') throw wrongOperator(operator, name);
      return (issue) => (read(issue) === null) !== negated;
    }
    if (!['=', '!=', 'in', 'not in'].includes(operator)) throw wrongOperator(operator, name);
    const wanted = new Set<string | null>();
    for (const value of operandValues(operand, around)) {
      const ids = value === null ? [null] : resolve(value, around);
      if (ids === undefined) throw missingValue(value ?? '', name);
      for (const id of ids) wanted.add(id);
    }
    // A negative comparison never matches an empty field in JQL.
    return negated
      ? (issue) => read(issue) !== null && !wanted.has(read(issue))
      : (issue) => wanted.has(read(issue));
  };
}

/** Written values of an operand; null stands for EMPTY. */
function operandValues(operand: Operand, around: JqlSurroundings): (string | null)[] {
  switch (operand.kind) {
    case 'value':
      return [operand.value];
    case 'empty':
      return [null];
    case 'list':
      return operand.items.flatMap((item) => operandValues(item, around));
    case 'function':
      if (operand.name.toLowerCase() === 'currentuser') return [around.world.users.account.accountId];
      throw new JqlError(`Unable to find JQL function '${operand.name}(${operand.arguments.join(', ')})'.`);
  }
}

function compileKey({ field, operator, operand }: Comparison, around: JqlSurroundings): Condition {
  if (operator === 'is' || operator === 'is not' || operator === '~' || operator === '!~') {
    throw wrongOperator(operator, field);
  }
  const issues = operandValues(operand, around).map((value) => {
    const issue = value === null ? undefined : findIssue(around.world, value);
    if (issue === undefined) {
      throw new JqlError(`An issue with key '${value ?? ''}' does not exist for field '${field}'.`);
    }
    return issue;
  });
  const ids = new Set(issues.map((issue) => issue.id));
  if (operator === '=' || operator === 'in') return (issue) => ids.has(issue.id);
  if (operator === '!=' || operator === 'not in') return (issue) => !ids.has(issue.id);
  const [bound] = issues;
  if (bound === undefined || operand.kind === 'list') throw wrongOperator(operator, field);
  // Keys of different projects are not comparable: only issues of the same project match.
  return (issue) =>
    issue.home === bound.home && compareNumbers(issue.number, operator, bound.number, bound.number + 1);
}

function compileTime(read: (issue: Issue) => number): FieldCompiler {
  return ({ field, operator, operand }, { world, zone }) => {
    if (operator === 'is' || operator === 'is not') {
      if (operand.kind !== 'empty') throw wrongOperator(operator, field);
      return () => operator === 'is not';
    }
    if (operator === '~' || operator === '!~') throw wrongOperator(operator, field);
    const around = { now: world.now, zone };
    if (operand.kind === 'list') {
      const ranges = operand.items.map((item) => readDate(item, field, around));
      const within = (time: number) => ranges.some(({ startMs, endMs }) => time >= startMs && time < endMs);
      return (issue) => within(read(issue)) === (operator === 'in');
    }
    const { startMs, endMs } = readDate(operand, field, around);
    return (issue) => compareNumbers(read(issue), operator, startMs, endMs);
  };
}

/** Compares with the stretch `[start, end)` a written value covers; bounds are measured from its start. */
function compareNumbers(value: number, operator: Operator, start: number, end: number): boolean {
  switch (operator) {
    case '>':
      return value > start;
    case '>=':
      return value >= start;
    case '<':
      return value < start;
    case '<=':
      return value <= start;
    case '!=':
      return value < start || value >= end;
    default:
      return value >= start && value < end;
  }
}

function compileSummary({ field, operator, operand }: Comparison): Condition {
  if ((operator !== '~' && operator !== '!~') || operand.kind !== 'value')
    throw wrongOperator(operator, field);
  const words = operand.value.toLowerCase().split(/\s+/);
  const contains: Condition = (issue) => {
    const summary = issueSummary(issue).toLowerCase();
    return words.every((word) => summary.includes(word));
  };
  return operator === '~' ? contains : (issue) => !contains(issue);
}

function parentId(issue: Issue): string | null {
  return issue.parentIndex === undefined
    ? null
    : String(issue.project.definition.firstIssueId + issue.parentIndex);
}

function accounts(value: string, { world }: JqlSurroundings): readonly string[] | undefined {
  if (world.users.byAccountId.has(value)) return [value];
  const named = world.users.all.filter((user) => user.displayName === value || user.emailAddress === value);
  return named.length === 0 ? undefined : named.map((user) => user.accountId);
}

function projectNamed(world: World, name: string) {
  return world.projects.find(
    ({ definition }) => definition.browsable && definition.name.toLowerCase() === name.toLowerCase(),
  );
}

function idsOf(rows: readonly { id: string; name: string }[], value: string): readonly string[] | undefined {
  const matching = rows.filter((row) => row.id === value || row.name.toLowerCase() === value.toLowerCase());
  return matching.length === 0 ? undefined : matching.map((row) => row.id);
}

function missingValue(value: string, field: string): JqlError {
  return new JqlError(`The value '${value}' does not exist for the field '${field}'.`);
}

function wrongOperator(operator: Operator, field: string): JqlError {
  return new JqlError(`The operator '${operator}' is not supported by the '${field}' field.`);
}

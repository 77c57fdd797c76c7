import type { ProjectWorld } from '../world/model.js';
import { browsableProjects, findProject } from '../world/world.js';
import { canonicalField, type JqlSurroundings } from './conditions.js';
import { readDate } from './dates.js';
import type { Clause, Operand } from './parser.js';

/** What every matching issue must satisfy, read off the query so that a search can start in the right place. */
export interface Scope {
  projects: readonly ProjectWorld[];
  updated: Bounds;
  created: Bounds;
  /** True when the bounds say everything the query says. */
  exact: boolean;
}

/** Milliseconds since the epoch, both inclusive. */
export interface Bounds {
  fromMs: number;
  untilMs: number;
}

/** Scope of a query that `compileClause` has accepted. */
export function scopeOf(where: Clause | undefined, around: JqlSurroundings): Scope {
  const scope: Scope = {
    projects: browsableProjects(around.world),
    updated: { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY },
    created: { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY },
    exact: true,
  };
  const clauses = where === undefined ? [] : where.kind === 'and' ? where.clauses : [where];
  for (const clause of clauses) {
    if (!narrow(scope, clause, around)) scope.exact = false;
  }
  return scope;
}

/** False when the clause says more than the scope can hold. */
function narrow(scope: Scope, clause: Clause, around: JqlSurroundings): boolean {
  if (clause.kind !== 'comparison') return false;
  const { operator, operand } = clause;
  const field = canonicalField(clause.field);
  if (field === 'project' && (operator === '=' || operator === 'in')) {
    return narrowProjects(scope, operand, around);
  }
  if (field !== 'updated' && field !== 'created') return false;
  if (operand.kind === 'list' || operand.kind === 'empty') return false;
  const { startMs } = readDate(operand, field, { now: around.world.now, zone: around.zone });
  const bounds = scope[field];
  if (operator === '>=') bounds.fromMs = Math.max(bounds.fromMs, startMs);
  else if (operator === '>') bounds.fromMs = Math.max(bounds.fromMs, startMs + 1);
  else if (operator === '<=') bounds.untilMs = Math.min(bounds.untilMs, startMs);
  else if (operator === '<') bounds.untilMs = Math.min(bounds.untilMs, startMs - 1);
  else return false;
  return field === 'updated';
}

function narrowProjects(scope: Scope, operand: Operand, { world }: JqlSurroundings): boolean {
  const items = operand.kind === 'list' ? operand.items : [operand];
  const wanted = new Set<ProjectWorld>();
  for (const item of items) {
    const project = item.kind === 'value' ? findProject(world, item.value) : undefined;
    if (project === undefined) return false;
    wanted.add(project);
  }
  scope.projects = scope.projects.filter((project) => wanted.has(project));
  return true;
}

import { pick } from '../../random/draw.js';
import { openOverride } from './changes.js';
import { issueCount, readIssue, subtaskIndexes } from './issues.js';
import type { Issue, ProjectWorld, World } from './model.js';

/** Numbers of issues that came from another project. */
const FIRST_MOVED_NUMBER = 800_001;

/**
 * Moves so many issues of the first project into the service desk, oldest first: they keep their id and get another
 * key, type and status. Issues that have parents or children stay.
 */
export function moveIssues(world: World, count: number, startMs: number): void {
  const [project, home] = world.projects;
  if (project === undefined || home === undefined) return;
  for (const [step, issue] of freeIssues(world, project, count).entries()) {
    const { index, key } = issue;
    const at = startMs + step;
    const [type] = home.definition.issueTypes;
    if (type === undefined) throw new Error('The service desk has no type that an issue could get.');
    const number = FIRST_MOVED_NUMBER + home.arrivals.length;
    const override = openOverride(world, project, index, at);
    override.moved = { home, number, type };
    override.status = { status: pick(type.statuses, index), changedAt: at };
    const item = { fieldtype: 'jira' as const };
    override.histories.push({
      id: String(world.sequence.history++),
      author: pick(world.users.contributors, index),
      at,
      items: [
        { ...item, field: 'project', ...fromTo(project, home) },
        {
          ...item,
          field: 'Key',
          from: null,
          fromString: key,
          to: null,
          toString: `${home.definition.key}-${number}`,
        },
      ],
    });
    project.displaced.add(index);
    home.arrivals.push({ project, index, number });
  }
}

function fromTo(from: ProjectWorld, to: ProjectWorld) {
  return {
    from: from.definition.id,
    fromString: from.definition.name,
    to: to.definition.id,
    toString: to.definition.name,
  };
}

/**
 * Takes the right to see so many issues of the first project from the account, as a change of the members of a
 * security level does: nothing about the issues themselves changes.
 */
export function hideIssues(world: World, count: number): void {
  const [project] = world.projects;
  if (project === undefined) return;
  for (const { index } of freeIssues(world, project, count)) {
    project.displaced.add(index);
    project.hidden.add(index);
  }
}

/** The first project gets another key. Its issues are found under both; none of them counts as updated. */
export function renameProject({ projects: [project] }: World): void {
  if (project === undefined) return;
  const { key, formerKeys } = project.definition;
  project.definition = { ...project.definition, key: `${key}X`, formerKeys: [...formerKeys, key] };
}

/** The first issues that nothing in the project hangs on, and that hang on nothing. */
function freeIssues(world: World, project: ProjectWorld, count: number): Issue[] {
  const free: Issue[] = [];
  for (let index = 0; free.length < count && index < issueCount(project); index++) {
    const issue = readIssue(world, project, index);
    const isFree = issue.type.hierarchyLevel === 0 && issue.parentIndex === undefined;
    if (isFree && !project.displaced.has(index) && subtaskIndexes(project, index).length === 0)
      free.push(issue);
  }
  return free;
}

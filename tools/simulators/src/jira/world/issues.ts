import { createDrawStream, draw, fraction, pick, salt } from '../../random/draw.js';
import { type AdfDocument, createDocument, type DocumentMedia } from './adf-zoo.js';
import type { IssueType, Priority, Status } from './catalogue.js';
import type { Issue, ProjectWorld, World } from './model.js';
import { hasKey } from './projects.js';
import { summaryText } from './texts.js';
import type { User } from './users.js';
import { writtenParts, writtenValue } from './written-issue.js';

const TYPE = salt('issue type');
const STATUS = salt('status');
const RESOLUTION = salt('resolution');
const PRIORITY = salt('priority');
const CREATOR = salt('creator');
const REPORTER = salt('reporter');
const ASSIGNEE = salt('assignee');
const PARENT = salt('parent');
const SUMMARY = salt('summary');
const DESCRIPTION = salt('description');

/** Issues come in groups of twenty: an epic first, and three sub-tasks right after the issue they belong to. */
const GROUP_SIZE = 20;
const SUBTASK_OFFSETS: ReadonlySet<number> = new Set([7, 13, 17]);

/** Number of issues of a project, those created by changes included. */
export function issueCount(project: ProjectWorld): number {
  return project.timeline.size + project.created.length;
}

/** Issue at a position of the project; the caller keeps `index` below `issueCount`. */
export function readIssue(world: World, project: ProjectWorld, index: number): Issue {
  const { definition, timeline, seed } = project;
  const override = project.overrides.get(index);
  const moved = override?.moved;
  const home = moved?.home ?? project;
  const number = moved?.number ?? index + 1;
  const parts = writtenParts(world, project, override);
  const type = moved?.type ?? override?.written?.made ?? issueType(world, project, index);
  const createdAt = override?.createdAt ?? timeline.createdAt(index);
  const generatedUpdatedAt = override?.createdAt ?? timeline.updatedAt(index);
  const status = override?.status?.status ?? parts.status ?? pick(type.statuses, draw(seed, STATUS, index));
  const creator = parts.creator ?? pick(world.users.contributors, draw(seed, CREATOR, index));
  const isDone = status.category.key === 'done';
  return {
    project,
    home,
    index,
    number,
    id: String(definition.firstIssueId + index),
    key: `${home.definition.key}-${number}`,
    type,
    status,
    statusChangedAt:
      override?.status?.changedAt ?? midway(createdAt, generatedUpdatedAt, draw(seed, STATUS, index, 1)),
    resolution: isDone ? orDrawn(parts.resolution, () => resolutionOf(world, project, index)) : null,
    priority: orDrawn(parts.priority, () => priorityOf(world, draw(seed, PRIORITY, index))),
    creator,
    reporter: orDrawn(parts.reporter, () => reporter(world, project, index, creator)),
    assignee: orDrawn(parts.assignee, () => assignee(world, project, index)),
    createdAt,
    updatedAt: override?.updatedAt ?? generatedUpdatedAt,
    parentIndex: orDrawn(parts.parentIndex, () => parentIndex(world, project, index)) ?? undefined,
    override,
  };
}

/** Null counts as sent. */
function orDrawn<Value>(sent: Value | undefined, drawn: () => Value): Value {
  return sent === undefined ? drawn() : sent;
}

/** `DEMO-12` → the issue that has or had this key, whatever the case of the letters; undefined when there is none or it may not be seen. */
export function findIssueByKey(world: World, key: string): Issue | undefined {
  const match = /^([A-Za-z][A-Za-z0-9_]*)-([1-9]\d{0,8})$/.exec(key);
  if (match === null) return undefined;
  const project = world.projects.find(({ definition }) => hasKey(definition, match[1]?.toUpperCase() ?? ''));
  const number = Number(match[2]);
  const arrival = project?.arrivals.find((arrived) => arrived.number === number);
  if (arrival !== undefined) return visibleIssue(world, arrival.project, arrival.index);
  return project === undefined ? undefined : visibleIssue(world, project, number - 1);
}

/** Same as `findIssueByKey` for the numeric id. */
export function findIssueById(world: World, id: string): Issue | undefined {
  if (!/^[1-9]\d{0,9}$/.test(id)) return undefined;
  for (const project of world.projects) {
    const index = Number(id) - project.definition.firstIssueId;
    if (index >= 0 && index < issueCount(project)) return visibleIssue(world, project, index);
  }
  return undefined;
}

function visibleIssue(world: World, project: ProjectWorld, index: number): Issue | undefined {
  if (index >= issueCount(project) || project.hidden.has(index)) return undefined;
  const issue = readIssue(world, project, index);
  return issue.home.definition.browsable ? issue : undefined;
}

export function findIssue(world: World, idOrKey: string): Issue | undefined {
  return /^\d+$/.test(idOrKey) ? findIssueById(world, idOrKey) : findIssueByKey(world, idOrKey);
}

export function issueType(world: World, project: ProjectWorld, index: number): IssueType {
  const { definition, seed } = project;
  if (definition.projectTypeKey === 'service_desk') {
    return pick(definition.issueTypes, draw(seed, TYPE, index));
  }
  if (index < project.timeline.size) {
    if (index % GROUP_SIZE === 0) return world.catalogue.epic;
    if (SUBTASK_OFFSETS.has(index % GROUP_SIZE)) return world.catalogue.subtask;
  }
  const plain = definition.issueTypes.filter((type) => type.hierarchyLevel === 0);
  return pick(plain, draw(seed, TYPE, index));
}

/** Positions of the sub-tasks of an issue. */
export function subtaskIndexes(project: ProjectWorld, index: number): number[] {
  const next = index + 1;
  if (project.definition.projectTypeKey === 'service_desk') return [];
  return next < project.timeline.size && SUBTASK_OFFSETS.has(next % GROUP_SIZE) ? [next] : [];
}

export function issueSummary(issue: Issue): string {
  const sent = writtenValue(issue, 'summary');
  if (typeof sent === 'string') return sent;
  const { project, index, override } = issue;
  const seed = override?.summarySeed ?? project.seed;
  return `${summaryText(createDrawStream(seed, SUMMARY, index))} #${issue.number}`;
}

/** Null on about a seventh of the issues; `media` are the files a document may show. */
export function issueDescription(
  world: World,
  issue: Issue,
  media: readonly DocumentMedia[],
): AdfDocument | null {
  const sent = writtenValue(issue, 'description');
  if (sent !== undefined && issue.override?.descriptionSeed === undefined) return sent as AdfDocument | null;
  const { project, index, override } = issue;
  const seed = override?.descriptionSeed ?? project.seed;
  if (override?.descriptionSeed === undefined && draw(seed, DESCRIPTION, index) % 7 === 0) return null;
  return createIssueDocument(world, issue, draw(seed, DESCRIPTION, index, 1), media);
}

/** A document written in the surroundings of an issue. */
export function createIssueDocument(
  world: World,
  issue: Issue,
  seed: number,
  media: readonly DocumentMedia[],
): AdfDocument {
  return createDocument(createDrawStream(seed), {
    people: world.users.contributors,
    media,
    issueUrl: (stream) => {
      const number = 1 + stream.below(Math.max(1, issue.project.timeline.size));
      const origin = stream.chance(0.2) ? 'https://elsewhere.example' : world.siteUrl();
      return `${origin}/browse/${issue.project.definition.key}-${number}`;
    },
    aroundMs: issue.createdAt - (issue.createdAt % 86_400_000),
  });
}

/** A moment between two times, chosen by a draw. */
export function midway(fromMs: number, untilMs: number, drawn: number): number {
  return fromMs + Math.floor((untilMs - fromMs) * fraction(drawn));
}

function priorityOf({ catalogue, drift }: World, drawn: number): Priority | null {
  if (drawn % 33 === 0) return null;
  const priority = pick(catalogue.priorities, drawn);
  return priority === drift.deprecated?.priority ? drift.deprecated.replacement : priority;
}

function resolutionOf(world: World, project: ProjectWorld, index: number) {
  return pick(world.catalogue.resolutions, draw(project.seed, RESOLUTION, index));
}

function reporter(world: World, project: ProjectWorld, index: number, creator: User): User | null {
  const { users } = world;
  const drawn = draw(project.seed, REPORTER, index);
  if (project.definition.projectTypeKey === 'service_desk') {
    const hidden = users.unlistedCustomers[index];
    return hidden ?? pick([...users.listedCustomers, ...users.unlistedCustomers], drawn);
  }
  if (drawn % 25 === 0) return null;
  if (drawn % 25 === 1) return pick(users.apps, drawn >>> 5);
  return drawn % 3 === 0 ? pick(users.contributors, drawn >>> 5) : creator;
}

function assignee(world: World, project: ProjectWorld, index: number): User | null {
  const drawn = draw(project.seed, ASSIGNEE, index);
  return drawn % 10 < 3 ? null : pick(world.users.contributors, drawn >>> 4);
}

function parentIndex(world: World, project: ProjectWorld, index: number): number | undefined {
  const type = issueType(world, project, index);
  if (project.definition.projectTypeKey === 'service_desk' || type === world.catalogue.epic) return undefined;
  if (type === world.catalogue.subtask) return index - 1;
  const drawn = draw(project.seed, PARENT, index);
  if (drawn % 10 >= 6) return undefined;
  const base = project.timeline.size;
  if (base === 0) return undefined;
  const near = index < base ? index : drawn % base;
  return near - (near % GROUP_SIZE);
}

/** Status of an issue before any change, the one its generated history ends with. */
export function generatedStatus(issue: Issue): Status {
  return pick(issue.type.statuses, draw(issue.project.seed, STATUS, issue.index));
}

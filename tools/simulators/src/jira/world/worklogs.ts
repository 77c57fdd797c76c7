import { draw, pick, salt } from '../../random/draw.js';
import type { AdfDocument } from './adf-zoo.js';
import { createIssueDocument, midway } from './issues.js';
import type { Issue, Worklog, World } from './model.js';
import { isMade } from './written-issue.js';

const COUNT = salt('worklog count');
const CONTENT = salt('worklog');

/** Ids of generated entries are computed from the issue; added ones start above every computed id. */
const IDS_PER_ISSUE = 100;
export const FIRST_ADDED_WORKLOG_ID = 600_000_000;
/** One issue in so many has more entries than an issue embeds. */
const LONG_EVERY = 5000;
const LONG_OFFSET = 25;
const LONG_COUNT = 23;

export function worklogCount(issue: Issue): number {
  const deleted = issue.override?.deleted;
  const all = generatedCount(issue) + (issue.override?.worklogs.length ?? 0);
  return deleted === undefined || deleted.size === 0 ? all : all - goneFrom(issue, deleted);
}

/** All entries, oldest first. */
export function readWorklogs(world: World, issue: Issue): Worklog[] {
  const { seed, timeline } = issue.project;
  const until = issue.override?.createdAt ?? timeline.updatedAt(issue.index);
  const total = generatedCount(issue);
  const slice = (until - issue.createdAt) / total;
  const generated = Array.from({ length: total }, (_, position) => {
    const drawn = draw(seed, CONTENT, issue.index, position);
    const at = midway(
      issue.createdAt + Math.floor(slice * position),
      issue.createdAt + Math.floor(slice * (position + 1)),
      draw(seed, CONTENT, issue.index, position, 1),
    );
    return written(world, issue, String(Number(issue.id) * IDS_PER_ISSUE + position), at, drawn);
  });
  const added = (issue.override?.worklogs ?? []).map((entry) =>
    written(world, issue, entry.id, entry.at, entry.seed),
  );
  return [...generated, ...added].filter(({ id }) => issue.override?.deleted.has(id) !== true);
}

/** Ids of generated worklogs of the issue among those that are gone. */
function goneFrom(issue: Issue, deleted: ReadonlySet<string>): number {
  const first = Number(issue.id) * IDS_PER_ISSUE;
  return [...deleted].filter((id) => Number(id) >= first && Number(id) < first + generatedCount(issue))
    .length;
}

/** Text of an entry; undefined for about half of them. */
export function worklogComment(world: World, issue: Issue, { seed }: Worklog): AdfDocument | undefined {
  return seed % 2 === 0 ? undefined : createIssueDocument(world, issue, draw(seed, CONTENT), []);
}

function generatedCount(issue: Issue): number {
  if (isMade(issue)) return 0;
  if (issue.index % LONG_EVERY === LONG_OFFSET) return LONG_COUNT;
  const drawn = draw(issue.project.seed, COUNT, issue.index);
  return [0, 0, 0, 0, 0, 0, 1, 1, 2, 3][drawn % 10] ?? 0;
}

function written(world: World, issue: Issue, id: string, at: number, seed: number): Worklog {
  const author = seed % 30 === 0 ? undefined : pick(world.users.contributors, seed >>> 5);
  return {
    id,
    issueId: issue.id,
    author,
    createdAt: at,
    updatedAt: at,
    startedAt: at - (seed % 48) * 3_600_000,
    seconds: 60 * (1 + (seed % 480)),
    seed,
  };
}

import { insertOrdered } from '../../order/sorted-places.js';
import { chooseDistinct } from '../../random/choose.js';
import { createDrawStream, type DrawStream, draw, foldSeed, pick, salt } from '../../random/draw.js';
import type { ChangeSummary, WorldChanges } from '../../simulator.js';
import { readAttachments } from './attachments.js';
import { statusMove } from './changelog.js';
import { commentCount, generatedCount as generatedComments } from './comments.js';
import { issueCount, readIssue } from './issues.js';
import type { History, Issue, IssueOverride, ProjectWorld, World } from './model.js';
import { noteUpdate } from './search-index.js';
import { worklogCount } from './worklogs.js';

const ACTION = salt('change');

/**
 * Edits, comments on and attaches to distinct issues of the first project, then creates a tenth as many new ones, or as many as asked for.
 * Each change happens one millisecond after the one before, the first at `at`. More edits than there are issues are
 * cut to the number of issues. Throws a sentence when `edits` is not a count.
 */
export function applyChanges(world: World, changes: WorldChanges): ChangeSummary {
  if (!Number.isSafeInteger(changes.edits) || changes.edits < 0) {
    throw new Error(`The number of edits must be a whole number from 0 up, not ${changes.edits}.`);
  }
  if (
    changes.creations !== undefined &&
    !(Number.isSafeInteger(changes.creations) && changes.creations >= 0)
  ) {
    throw new Error(`The number of creations must be a whole number from 0 up, not ${changes.creations}.`);
  }
  const project = world.projects[0];
  if (project === undefined) throw new Error('The simulated site has no project to change.');
  const seed = draw(world.seed, foldSeed(changes.seed));
  const startMs = changes.at ?? world.now();
  const summary: ChangeSummary = { created: 0, edited: 0, childrenAdded: 0, filesAdded: 0 };
  let step = 0;
  for (const index of chooseDistinct(
    seed,
    Math.min(changes.edits, issueCount(project)),
    issueCount(project),
  )) {
    editIssue(world, project, index, startMs + step, createDrawStream(seed, ACTION, step), summary);
    step++;
  }
  const creations =
    changes.creations ?? (changes.edits === 0 ? 0 : Math.max(1, Math.round(changes.edits / 10)));
  for (let made = 0; made < creations; made++, step++) {
    createIssue(world, project, startMs + step, summary);
  }
  return summary;
}

function editIssue(
  world: World,
  project: ProjectWorld,
  index: number,
  at: number,
  stream: DrawStream,
  summary: ChangeSummary,
): void {
  const before = readIssue(world, project, index);
  const override = openOverride(world, project, index, at);
  summary.edited++;
  const actions = new Set(Array.from({ length: 1 + stream.below(3) }, () => stream.below(6)));
  for (const action of actions) {
    const contentSeed = stream.below(2 ** 31);
    switch (action) {
      case 0:
        reword(override, contentSeed);
        break;
      case 1:
        changeStatus(world, before, override, at, contentSeed);
        summary.childrenAdded++;
        break;
      case 2:
        override.descriptionSeed = contentSeed;
        override.written?.values.delete('description');
        break;
      case 3:
        override.comments.push({ id: String(world.sequence.comment++), at, seed: contentSeed });
        summary.childrenAdded++;
        break;
      case 4:
        editComment(before, override, at, contentSeed);
        break;
      default:
        addFile(world, project, index, override, at, contentSeed);
        summary.filesAdded++;
    }
  }
  if (changesNothing(actions, before)) reword(override, stream.below(2 ** 31));
}

/** Somebody gives it another summary, whoever wrote the one it has. */
function reword(override: IssueOverride, seed: number): void {
  override.summarySeed = seed;
  override.written?.values.delete('summary');
}

/** An edit of a comment on an issue without generated comments would leave the issue as it was. */
function changesNothing(actions: ReadonlySet<number>, issue: Issue): boolean {
  return actions.size === 1 && actions.has(4) && generatedComments(issue) === 0;
}

function changeStatus(world: World, issue: Issue, override: IssueOverride, at: number, seed: number): void {
  const others = issue.type.statuses.filter((status) => status !== issue.status);
  const status = pick(others, seed);
  override.status = { status, changedAt: at };
  const history: History = {
    id: String(world.sequence.history++),
    author: pick(world.users.contributors, seed >>> 4),
    at,
    items: [statusMove(issue.status, status)],
  };
  override.histories.push(history);
  // Who moves work on says how long it took.
  override.worklogs.push({ id: String(world.sequence.worklog++), at, seed });
}

function editComment(issue: Issue, override: IssueOverride, at: number, seed: number): void {
  const total = generatedComments(issue);
  if (total > 0) override.commentEdits.set(seed % total, { at, seed });
}

function addFile(
  world: World,
  project: ProjectWorld,
  index: number,
  override: IssueOverride,
  at: number,
  seed: number,
): void {
  const id = String(world.sequence.attachment++);
  override.files.push({ id, at, seed });
  world.addedFiles.set(id, { project, index });
}

function createIssue(world: World, project: ProjectWorld, at: number, summary: ChangeSummary): void {
  const index = issueCount(project);
  const override = emptyOverride(at);
  override.createdAt = at;
  project.overrides.set(index, override);
  noteUpdate(world, project, index, at);
  insertOrdered(project.created, { value: at, index });
  const issue = readIssue(world, project, index);
  summary.created++;
  summary.childrenAdded += commentCount(issue) + worklogCount(issue);
  summary.filesAdded += readAttachments(world, issue).length;
}

/** Makes an issue a changed one, updated at a time. */
export function openOverride(world: World, project: ProjectWorld, index: number, at: number): IssueOverride {
  const override = project.overrides.get(index) ?? emptyOverride(at);
  override.updatedAt = at;
  project.overrides.set(index, override);
  noteUpdate(world, project, index, at);
  return override;
}

export function emptyOverride(at: number): IssueOverride {
  return {
    updatedAt: at,
    comments: [],
    commentEdits: new Map(),
    files: [],
    worklogs: [],
    deleted: new Set(),
    histories: [],
  };
}

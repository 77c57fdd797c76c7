import { draw, pick, salt } from '../../random/draw.js';
import type { AdfDocument } from './adf-zoo.js';
import { documentMedia } from './attachments.js';
import { createIssueDocument, midway } from './issues.js';
import type { Comment, Issue, World, WrittenComment } from './model.js';
import { isMade } from './written-issue.js';

const COUNT = salt('comment count');
const CONTENT = salt('comment');

/** Ids of generated comments are computed from the issue; added ones start above every computed id. */
const IDS_PER_ISSUE = 100;
export const FIRST_ADDED_COMMENT_ID = 600_000_000;
/** Issues in a hundred with more comments than a search shows, and how many those have. */
const LONG_PERCENT = 3;
const FEWEST_WHEN_LONG = 21;
const LONG_SPREAD = 40;
/** Of the one issue that may have more comments than there are ids for: above all computed ids, below added ones. */
const FIRST_SURPLUS_COMMENT_ID = 550_000_000;

/** Number of comments without building them. */
export function commentCount(issue: Issue): number {
  return generatedCount(issue) + (issue.override?.comments.length ?? 0);
}

/** All comments, oldest first. */
export function readComments(world: World, issue: Issue): Comment[] {
  const comments: Comment[] = [];
  for (let position = 0; position < generatedCount(issue); position++) {
    comments.push(generatedComment(world, issue, position));
  }
  for (const added of issue.override?.comments ?? []) {
    const drawn = drawnComment(world, issue, added.id, added.at, added.seed);
    const comment = added.isOwn ? { ...drawn, author: world.users.account } : drawn;
    comments.push(added.written === undefined ? comment : rewritten(comment, added.written));
  }
  return comments;
}

export function commentBody(world: World, issue: Issue, comment: Comment): AdfDocument {
  return comment.body ?? createIssueDocument(world, issue, comment.bodySeed, documentMedia(world, issue));
}

/** Throws a sentence when the average cannot be met without more issues with many comments. */
export function checkCommentsPerIssue(average: number | undefined): void {
  if (average === undefined || (average >= 2 && average <= 10)) return;
  throw new Error(
    `An issue of a simulated world has 2 to 10 comments on average, not ${average}. Choose childrenPerRoot in that range.`,
  );
}

/** Average of the issues with few comments that brings all issues to theirs. */
function usualCount(average: number): number {
  const long = LONG_PERCENT / 100;
  const longAverage = FEWEST_WHEN_LONG + (LONG_SPREAD - 1) / 2;
  return Math.round((average - long * longAverage) / (1 - long));
}

/** Number of comments that exist without any change. */
export function generatedCount(issue: Issue): number {
  if (isMade(issue)) return 0;
  const { first, commentsPerIssue } = issue.project;
  if (issue.index === 0 && first.comments !== undefined) return first.comments;
  const drawn = draw(issue.project.seed, COUNT, issue.index);
  if (drawn % 100 < LONG_PERCENT) return FEWEST_WHEN_LONG + ((drawn >>> 8) % LONG_SPREAD);
  if (commentsPerIssue !== undefined) return (drawn >>> 8) % (2 * usualCount(commentsPerIssue) + 1);
  return [0, 0, 1, 1, 1, 1, 2, 2, 2, 3][(drawn >>> 8) % 10] ?? 0;
}

function generatedComment(world: World, issue: Issue, position: number): Comment {
  const { seed, timeline } = issue.project;
  const total = generatedCount(issue);
  const until = issue.override?.createdAt ?? timeline.updatedAt(issue.index);
  const slice = (until - issue.createdAt) / total;
  const createdAt = midway(
    issue.createdAt + Math.floor(slice * position),
    issue.createdAt + Math.floor(slice * (position + 1)),
    draw(seed, CONTENT, issue.index, position, 1),
  );
  const firstId = position < IDS_PER_ISSUE ? Number(issue.id) * IDS_PER_ISSUE : FIRST_SURPLUS_COMMENT_ID;
  const id = String(firstId + position);
  const comment = drawnComment(world, issue, id, createdAt, draw(seed, CONTENT, issue.index, position));
  const edit = issue.override?.commentEdits.get(position);
  if (edit?.written !== undefined) return rewritten(comment, edit.written);
  if (edit !== undefined) {
    return {
      ...comment,
      updatedAt: edit.at,
      bodySeed: edit.seed,
      updateAuthor: pick(world.users.contributors, edit.seed),
    };
  }
  if (draw(seed, CONTENT, issue.index, position, 2) % 8 === 0) {
    return { ...comment, updatedAt: midway(createdAt, until, draw(seed, CONTENT, issue.index, position, 3)) };
  }
  return comment;
}

/** A comment as somebody has sent it. */
function rewritten(
  comment: Comment,
  { body, author, at, visibility, public: isPublic, properties }: WrittenComment,
): Comment {
  return { ...comment, body, updateAuthor: author, updatedAt: at, visibility, public: isPublic, properties };
}

function drawnComment(world: World, issue: Issue, id: string, at: number, seed: number): Comment {
  const anonymous = seed % 40 === 0;
  const byApp = seed % 40 === 1;
  const author = anonymous
    ? undefined
    : pick(byApp ? world.users.apps : world.users.contributors, seed >>> 6);
  return {
    id,
    author,
    updateAuthor: author,
    createdAt: at,
    updatedAt: at,
    bodySeed: draw(seed, CONTENT),
    visibility: visibility(draw(seed, CONTENT, 1)),
    // Outside service projects every comment says true: https://developer.atlassian.com/cloud/jira/platform/rest/v3/
    public: issue.home.definition.projectTypeKey !== 'service_desk' || draw(seed, CONTENT, 2) % 3 !== 0,
  };
}

function visibility(drawn: number): Comment['visibility'] {
  if (drawn % 20 === 0) return { type: 'role', value: 'Administrators', identifier: '10002' };
  if (drawn % 20 === 1) {
    return { type: 'group', value: 'jira-developers', identifier: '4f1a2b3c-0d5e-4a6b-8c7d-9e0f1a2b3c4d' };
  }
  return undefined;
}

import { draw, pick, salt } from '../../random/draw.js';
import { addedFile, generatedFilesOf } from './files.js';
import type { Comment, Ticket, World } from './model.js';

const COUNT = salt('comment count');
const CONTENT = salt('comment');
const FIRST_COMMENT_ID = 47_000_000_000_000;
/** Room for the ids of one ticket. */
const MOST_COMMENTS = 20_000;
const COMMENTS_PER_PAGE = 100;
const REDACTED = '▇▇▇▇▇▇▇▇';

/** Comments of a ticket, the description included, however many changes there were. */
export function commentCount(world: World, ticket: Ticket): number {
  const ofMerge = ticket.mergedIntoId === null ? 0 : 1;
  return 1 + generatedComments(world, ticket.index) + ofMerge + (ticket.override?.comments.length ?? 0);
}

/** All comments, oldest first; the first is the description of the ticket. */
export function readComments(world: World, ticket: Ticket): Comment[] {
  const { people, seed } = world;
  const { index, override } = ticket;
  const generated = 1 + generatedComments(world, index);
  const files = override?.description === undefined ? generatedFilesOf(world, ticket) : [];
  const until = override?.createdAt ?? world.timeline.changedAt(index) - 3_600;
  const comments: Comment[] = [];
  for (let position = 0; position < generated; position++) {
    const drawn = draw(seed, CONTENT, index, position);
    const isFirst = position === 0;
    const byCustomer = isFirst ? ticket.submitter === ticket.requester : drawn % 2 === 0;
    const author = byCustomer ? ticket.requester.id : pick(people.agents, drawn >>> 4).id;
    const wasPublic = ticket.wasPublic && (isFirst || byCustomer || drawn % 3 !== 0);
    comments.push({
      id: FIRST_COMMENT_ID + index * MOST_COMMENTS + position,
      authorId:
        !isFirst && drawn % 19 === 0
          ? -1
          : isFirst
            ? (override?.description?.authorId ?? ticket.submitter.id)
            : author,
      isPublic: wasPublic && override?.madePrivate.has(position) !== true,
      isRedacted: override?.redacted.has(position) === true,
      channel: drawn % 19 === 0 ? 'rule' : ticket.channel,
      createdAt: ticket.createdAt + Math.floor(((until - ticket.createdAt) * position) / generated),
      seed: drawn,
      ...(ticket.channel === 'voice' && position === 1 && { call: callOf(drawn) }),
      ...(override?.description !== undefined && { html: override.description.html }),
      // Every second file came with the first answer, if there was one.
      files: files.filter((_, number) => position === (generated > 1 ? number % 2 : 0)),
    });
  }
  if (ticket.mergedIntoId !== null) {
    comments.push({
      id: FIRST_COMMENT_ID + index * MOST_COMMENTS + MOST_COMMENTS - 1,
      authorId: people.admin.id,
      isPublic: false,
      isRedacted: false,
      channel: 'web',
      mergedInto: ticket.mergedIntoId,
      createdAt: until,
      seed: index,
      files: [],
    });
  }
  for (const added of override?.comments ?? []) {
    const { written } = added;
    comments.push({
      id: added.id,
      authorId: written?.authorId ?? pick(people.agents, added.seed).id,
      isPublic:
        added.isHidden === undefined && (written?.isPublic ?? (ticket.wasPublic && added.seed % 2 === 0)),
      isRedacted: false,
      channel: 'web',
      createdAt: added.at,
      seed: added.seed,
      ...(written !== undefined && { html: written.html, custom: written.custom }),
      files:
        written?.files ?? (added.fileId === undefined ? [] : [addedFile(added.fileId, index, added.seed)]),
    });
  }
  return comments;
}

export const redactedHtml = `<div class="zd-comment" dir="auto"><p>${REDACTED}</p></div>`;

/** Comments a ticket had from the start, the description not counted. */
export function generatedComments(world: World, index: number): number {
  if (world.overrides.get(index)?.description !== undefined) return 0;
  if (index === 0 && world.first.comments !== undefined) return world.first.comments;
  const drawn = draw(world.seed, COUNT, index);
  if (world.commentsPerTicket === undefined) return drawn % 5;
  // Three in a hundred have more than a page; the others make up for it.
  const many = COMMENTS_PER_PAGE + 10;
  if (drawn % 100 < 3) return many;
  const rest = (world.commentsPerTicket - (3 * many) / 100) / 0.97;
  return Math.max(0, Math.round(rest));
}

function callOf(drawn: number): NonNullable<Comment['call']> {
  return { seconds: 30 + (drawn % 600), transcription: drawn % 3 === 0 ? null : 'Good day, the lamp & I …' };
}

import { insertOrdered, removeOrdered } from '../../order/sorted-places.js';
import { chooseDistinct } from '../../random/choose.js';
import { createDrawStream, type DrawStream, draw, foldSeed, pick, salt } from '../../random/draw.js';
import type { ChangeSummary, WorldChanges } from '../../simulator.js';
import { changeBesideTickets } from './changes-beside-tickets.js';
import { commentCount, generatedComments, readComments } from './comments.js';
import type { TicketOverride, World } from './model.js';
import { readTicket, ticketCount } from './tickets.js';

const ACTION = salt('change');

/**
 * Edits, answers and moves on distinct tickets, restoring those that were deleted, then creates a tenth as many new
 * ones, or as many as asked for. A change happens in the second that has just ended, or is about to: Zendesk tells no
 * smaller times. Throws a sentence when a number is no count.
 */
export function applyChanges(world: World, changes: WorldChanges): ChangeSummary {
  const { edits, creations = edits === 0 ? 0 : Math.max(1, Math.round(edits / 10)) } = changes;
  for (const [what, count] of Object.entries({ edits, creations }))
    if (!Number.isSafeInteger(count) || count < 0)
      throw new Error(`The number of ${what} must be a whole number from 0 up, not ${count}.`);
  const seed = draw(world.seed, foldSeed(changes.seed));
  const second = Math.ceil((changes.at ?? world.now()) / 1000);
  const summary: ChangeSummary = { created: 0, edited: 0, childrenAdded: 0, filesAdded: 0 };
  const total = ticketCount(world);
  let step = 0;
  for (const index of chooseDistinct(seed, Math.min(edits, total), total))
    editTicket(world, index, second, createDrawStream(seed, ACTION, step++), summary);
  for (let made = 0; made < creations; made++) createTicket(world, second, summary);
  changeBesideTickets(world, seed, second);
  return summary;
}

function editTicket(
  world: World,
  index: number,
  second: number,
  stream: DrawStream,
  summary: ChangeSummary,
): void {
  const override = openOverride(world, index, second);
  override.isRestored = true;
  summary.edited++;
  for (let action = 1 + stream.below(3); action > 0; action--) {
    const seed = stream.below(2 ** 31);
    switch (stream.below(5)) {
      case 0:
        override.subjectSeed = seed;
        if (override.written !== undefined) delete override.written.subject;
        break;
      case 1:
        override.status = pick(world.catalogue.statuses, seed);
        if (override.written !== undefined) override.written.isClosed = false;
        break;
      case 2:
        hideComment(world, index, override, seed);
        break;
      default:
        addComment(world, index, override, second, seed);
        summary.childrenAdded++;
        if (seed % 2 === 1) summary.filesAdded++;
    }
  }
}

/** Somebody answers, half of the time with a file. */
function addComment(world: World, index: number, override: TicketOverride, at: number, seed: number): void {
  const fileId = seed % 2 === 1 ? world.sequence.attachment++ : undefined;
  if (fileId !== undefined) world.addedFiles.set(fileId, index);
  const id = world.sequence.comment++;
  override.comments.push({ id, at, seed, ...(fileId !== undefined && { fileId }) });
}

/** A comment is made private, or its text struck out; neither moves anything but the ticket. */
function hideComment(world: World, index: number, override: TicketOverride, seed: number): void {
  const answers = generatedComments(world, index);
  if (answers === 0) return;
  (seed % 2 === 0 ? override.madePrivate : override.redacted).add(1 + (seed % answers));
}

function createTicket(world: World, second: number, summary: ChangeSummary): void {
  const index = ticketCount(world);
  world.created++;
  const override = emptyOverride(second);
  override.createdAt = second;
  world.overrides.set(index, override);
  insertOrdered(world.touched, { value: second, index });
  const ticket = readTicket(world, index);
  summary.created++;
  summary.childrenAdded += commentCount(world, ticket) - 1;
  summary.filesAdded += readComments(world, ticket).reduce((sum, { files }) => sum + files.length, 0);
}

/** Makes a ticket a changed one, in that second. */
export function openOverride(world: World, index: number, second: number): TicketOverride {
  const known = world.overrides.get(index);
  const override = known ?? emptyOverride(second);
  if (known !== undefined) removeOrdered(world.touched, { value: known.changedAt, index });
  override.changedAt = second;
  world.overrides.set(index, override);
  insertOrdered(world.touched, { value: second, index });
  return override;
}

export function emptyOverride(changedAt: number): TicketOverride {
  return { changedAt, comments: [], madePrivate: new Set(), redacted: new Set(), values: new Map() };
}

import { insertOrdered } from '../../order/sorted-places.js';
import { draw, salt } from '../../random/draw.js';
import type { CustomStatus } from './catalogue.js';
import { emptyOverride, openOverride } from './changes.js';
import { readComments } from './comments.js';
import type { TicketFile } from './file.js';
import { note } from './ledger.js';
import type { Comment, World, WrittenValues } from './model.js';
import { readTicket, ticketCount } from './tickets.js';
import { spendUploads } from './uploads.js';

/** What a request has set on a ticket, checked. */
export interface TicketInput {
  values: WrittenValues;
  status: CustomStatus | undefined;
  /** By id of the field. */
  customFields: ReadonlyMap<number, unknown>;
  comment: CommentInput | undefined;
}

export interface CommentInput {
  html: string;
  authorId: number;
  isPublic: boolean;
  files: readonly TicketFile[];
  custom: Readonly<Record<string, unknown>>;
}

const COMMENT = salt('written comment');

/** @returns index of the new ticket */
export function createTicketFrom(
  world: World,
  { comment, ...input }: TicketInput & { comment: CommentInput },
): number {
  const index = ticketCount(world);
  const second = secondOf(world);
  const override = emptyOverride(second);
  override.createdAt = second;
  const { html, authorId, isPublic } = comment;
  override.description = { html, authorId, isPublic };
  const [firstStatus] = world.catalogue.statuses;
  if (firstStatus !== undefined) override.status = firstStatus;
  override.written = { isPublic };
  world.created++;
  world.overrides.set(index, override);
  insertOrdered(world.touched, { value: second, index });
  setValues(world, index, input);
  note(world, 'ticket', index + 1, { isNew: true });
  return index;
}

/** @returns the comment it has brought */
export function updateTicketWith(
  world: World,
  index: number,
  { comment, ...input }: TicketInput,
): Comment | undefined {
  const override = openOverride(world, index, secondOf(world));
  override.isRestored = true;
  const hasValues = setValues(world, index, input);
  if (hasValues) note(world, 'ticket', index + 1, { isNew: false });
  if (comment === undefined) return undefined;
  const id = world.sequence.comment++;
  override.comments.push({
    id,
    at: override.changedAt,
    seed: draw(world.seed, COMMENT, id % 2 ** 31),
    written: comment,
  });
  // An answer in public shows the ticket to its requester.
  if (comment.isPublic) override.written = { ...override.written, isPublic: true };
  if (comment.files.length === 0) note(world, 'comment', id, { isNew: true });
  spendUploads(world, comment.files);
  for (const file of comment.files) {
    file.ticketIndex = index;
    note(world, 'attachment', file.id, { isNew: true });
  }
  return commentOf(world, index, id);
}

/** @returns false for a comment the ticket does not have */
export function makePrivate(world: World, index: number, commentId: number): boolean {
  const comments = commentsOf(world, index);
  const position = comments.findIndex(({ id }) => id === commentId);
  if (position === -1) return false;
  const override = openOverride(world, index, secondOf(world));
  const added = override.comments.find(({ id }) => id === commentId);
  if (added === undefined) override.madePrivate.add(position);
  else added.isHidden = true;
  note(world, 'comment', commentId, { isNew: false });
  return true;
}

function commentOf(world: World, index: number, id: number): Comment | undefined {
  return commentsOf(world, index).find((comment) => comment.id === id);
}

function commentsOf(world: World, index: number): Comment[] {
  return readComments(world, readTicket(world, index));
}

/** @returns whether there was anything to set */
function setValues(
  world: World,
  index: number,
  { values, status, customFields }: Omit<TicketInput, 'comment'>,
): boolean {
  const override = world.overrides.get(index);
  if (override === undefined) return false;
  override.written = { ...override.written, ...values };
  if (status !== undefined) override.status = status;
  for (const [id, value] of customFields) override.values.set(id, value);
  return Object.keys(values).length > 0 || status !== undefined || customFields.size > 0;
}

/** Zendesk tells no smaller times. */
function secondOf({ now }: World): number {
  return Math.ceil(now() / 1000);
}

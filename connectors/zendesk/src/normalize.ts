import {
  type AttachmentItem,
  htmlToRichText,
  type ItemOf,
  type MetadataDocument,
  plainTextToRichText,
  RecordError,
  toUtcTimestamp,
} from '@airdrop-connectors/core';
import type { Attachment, Comment, Ticket } from './api-types.js';
import { customValues } from './custom-values.js';
import { imageResolver } from './images.js';
import { externalIdOf } from './loaders/marks.js';
import { anyTicket, comments, tickets } from './record-types.js';

/** What is known about the account while its records are normalized. */
export interface AccountContext {
  /** Origin that agents see in their browser. */
  origin: string;
  /** As this run has declared them. */
  recordTypes: MetadataDocument['record_types'];
}

/** A comment with the files it came with. */
export interface Message {
  comment: Comment;
  attachments: readonly Attachment[];
}

/** @param description the first comment, which is the body of the ticket; undefined where it could not be had */
export function ticketItem(
  ticket: Ticket,
  description: Message | undefined,
  { origin, recordTypes }: AccountContext,
): ItemOf<typeof tickets> {
  const itemType = tickets.itemType(anyTicket);
  const declared = recordTypes[itemType];
  const { values, others } = customValues(declared?.fields ?? {}, ticket.custom_fields);
  const channel = ticket.via?.channel;
  return tickets.item({
    itemType,
    id: ticket.id,
    createdDate: ticket.created_at,
    modifiedDate: ticket.updated_at,
    data: {
      subject: subjectOf(ticket),
      description:
        description === undefined
          ? plainTextToRichText(ticket.description ?? '')
          : toRichText(description, origin),
      status: statusOf(ticket, declared?.stage_diagram?.stages ?? {}),
      priority: oneOf(['low', 'normal', 'high', 'urgent'], ticket.priority, 'Priority', others),
      type: oneOf(['question', 'incident', 'problem', 'task'], ticket.type, 'Type', others),
      requester: ticket.requester_id ?? null,
      submitter: ticket.submitter_id ?? null,
      assignee: ticket.assignee_id ?? null,
      organization: ticket.organization_id ?? null,
      group: ticket.group_id ?? null,
      problem: ticket.problem_id ?? null,
      brand: ticket.brand_id ?? null,
      form: ticket.ticket_form_id ?? null,
      visibility: ticket.is_public === true ? 'public' : 'internal',
      channel: channel === null || channel === undefined ? null : String(channel),
      tags: ticket.tags ?? [],
      due_at: ticket.due_at ? (toUtcTimestamp(ticket.due_at) ?? null) : null,
      external_id: externalIdOf(ticket.external_id),
      ...satisfactionOf(ticket),
      ...metricsOf(ticket),
      other_values: others,
      item_url_field: `${origin}/agent/tickets/${ticket.id}`,
    },
    dynamicData: values,
  });
}

/** Nobody was asked yet, or nobody has answered: that is no rating. */
const unrated: readonly (string | null | undefined)[] = ['unoffered', 'offered'];

function satisfactionOf({ satisfaction_rating: rating }: Ticket) {
  return {
    satisfaction_score: unrated.includes(rating?.score) ? null : (rating?.score ?? null),
    satisfaction_comment: rating?.comment || null,
    satisfaction_reason: rating?.reason || null,
  };
}

/**
 * Minutes go by the calendar, not by business hours. Zendesk tells when a ticket was last solved, also of one that was
 * opened again since, which would look closed in DevRev.
 */
function metricsOf({ metric_set: metrics, status }: Ticket) {
  const solvedAt = status === 'solved' || status === 'closed' ? metrics?.solved_at : null;
  return {
    reopens: metrics?.reopens ?? null,
    replies: metrics?.replies ?? null,
    first_reply_minutes: metrics?.reply_time_in_minutes?.calendar ?? null,
    full_resolution_minutes: metrics?.full_resolution_time_in_minutes?.calendar ?? null,
    solved_at: solvedAt ? (toUtcTimestamp(solvedAt) ?? null) : null,
  };
}

const longestTitle = 80;

/** Messaging and voice make tickets without a subject. */
export function subjectOf({ id, subject, description }: Ticket): string {
  return subject?.trim() || description?.trim().slice(0, longestTitle).trim() || `Ticket #${id}`;
}

/**
 * Closing and deleting come before any custom status, which a ticket keeps then. An account that has switched custom
 * statuses off sends none; the ticket has the first of its category.
 */
function statusOf(
  { status, custom_status_id: customStatus }: Ticket,
  stages: Readonly<Record<string, { state?: string | undefined }>>,
): string {
  if (status === 'closed' || status === 'deleted' || stages[status] !== undefined) return status;
  if (customStatus) return customStatus;
  return Object.entries(stages).find(([, { state }]) => state === status)?.[0] ?? status;
}

/** One of the values Zendesk documents; any other is kept beside them. */
function oneOf<const Value extends string>(
  values: readonly Value[],
  value: string | null | undefined,
  name: string,
  others: string[],
): Value | null {
  const found = values.find((known) => known === value);
  if (found === undefined && value) others.push(`${name}: ${value}`);
  return found ?? null;
}

/** The system is nobody: it has a negative id. */
export function commentItem(
  message: Message,
  ticketId: string,
  { origin }: AccountContext,
): ItemOf<typeof comments> {
  const { comment } = message;
  const author = comment.author_id;
  return comments.item({
    id: comment.id,
    createdDate: comment.created_at,
    // Comments are never edited; striking out text or hiding one moves only the ticket.
    modifiedDate: comment.created_at,
    data: {
      body: toRichText(message, origin),
      ticket: ticketId,
      author: author && !author.startsWith('-') ? author : null,
      // What does not say that customers see it is for agents only.
      visibility: comment.public === true ? 'public' : 'internal',
    },
  });
}

/** @throws RecordError for a file that Zendesk found malware in, and gives to nobody */
export function attachmentItem(
  attachment: Attachment,
  parent: { id: string; comment: Comment; ticketId: string },
): AttachmentItem {
  const { id, file_name: fileName, content_url: url, content_type: contentType, size, inline } = attachment;
  if (attachment.malware_scan_result === 'malware_found' && attachment.malware_access_override !== true) {
    throw new RecordError('Zendesk found malware in this file and gives it to nobody.', {
      code: 'file_infected',
      isLimitation: true,
    });
  }
  const { author_id: author, created_at: date } = parent.comment;
  return {
    id,
    url,
    fileName,
    parentId: parent.id,
    ...(parent.id !== parent.ticketId && { grandParentId: parent.ticketId }),
    ...(author && !author.startsWith('-') && { authorId: author }),
    inline: inline === true,
    ...(contentType && { contentType }),
    ...(typeof size === 'number' && { bytes: size }),
    createdDate: date,
    modifiedDate: date,
  };
}

/** Chats come without HTML; what is known of a call comes before what was said. */
function toRichText({ comment, attachments }: Message, origin: string) {
  if (comment.data) return plainTextToRichText(callText(comment));
  if (!comment.html_body) return plainTextToRichText(comment.plain_body ?? comment.body ?? '');
  return htmlToRichText(comment.html_body, { baseUrl: origin, resolveImage: imageResolver(attachments) })
    .richText;
}

function callText({ data, plain_body: plain, body }: Comment): string {
  const { from, to, call_duration: seconds, recording_url: recording, transcription_text: said } = data ?? {};
  const parties = from || to ? `Call from ${from || 'unknown'} to ${to || 'unknown'}` : 'Call';
  const lines = [
    typeof seconds === 'number' ? `${parties}, ${seconds} seconds` : parties,
    recording ? `Recording: ${recording}` : '',
    said || plain || body || '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

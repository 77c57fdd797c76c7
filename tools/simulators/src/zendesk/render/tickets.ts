import type { Account } from '../account.js';
import { readComments, redactedHtml } from '../world/comments.js';
import type { TicketFile } from '../world/file.js';
import { fileToken } from '../world/files.js';
import type { Comment, Ticket } from '../world/model.js';
import { isInfected, SCRUBBED } from '../world/oddities.js';
import { messageHtml, plainText } from '../world/texts.js';
import { fieldValues } from '../world/tickets.js';
import { utcSeconds } from './time.js';

/** A row of the export. */
export function ticketJson(ticket: Ticket, account: Account): Record<string, unknown> {
  const { world, url } = account;
  const values = (ticket.isScrubbed ? [] : fieldValues(world, ticket)).map(({ field, value }) => ({
    id: field.id,
    value,
  }));
  const [description] = readComments(world, ticket);
  const subject = ticket.isScrubbed ? SCRUBBED : ticket.subject;
  const text = description === undefined ? '' : plainText(htmlOf(description, account));
  return {
    url: `${url}/api/v2/tickets/${ticket.id}.json`,
    id: ticket.id,
    external_id: ticket.externalId,
    via:
      ticket.followsId === null
        ? { channel: ticket.channel, source: { from: {}, to: {}, rel: null } }
        : {
            channel: ticket.channel,
            source: { from: { ticket_id: ticket.followsId, subject: 'Closed' }, to: {}, rel: 'follow_up' },
          },
    created_at: utcSeconds(ticket.createdAt),
    updated_at: utcSeconds(ticket.updatedAt),
    generated_timestamp: ticket.generatedAt,
    type: ticket.type,
    subject,
    raw_subject: subject,
    description: ticket.isScrubbed ? SCRUBBED : text,
    priority: ticket.priority,
    status: ticket.isDeleted ? 'deleted' : ticket.isClosed ? 'closed' : ticket.status.category,
    recipient: null,
    requester_id: ticket.requester.id,
    submitter_id: ticket.submitter.id,
    assignee_id: ticket.assignee?.id ?? null,
    organization_id: ticket.organizationId,
    group_id: ticket.groupId,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: ticket.problemIndex === null ? null : ticket.problemIndex + 1,
    has_incidents: ticket.type === 'problem',
    is_public: ticket.isPublic,
    due_at: null,
    tags: ticket.isScrubbed ? [] : ticket.tags,
    custom_fields: values,
    satisfaction_rating: ticket.rating ?? { score: 'unoffered' },
    ticket_form_id: ticket.formId,
    sharing_agreement_ids: [],
    custom_status_id: ticket.status.id,
    // The same once more, for clients of long ago.
    fields: values,
    followup_ids: [],
    brand_id: ticket.brandId,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: ticket.channel === 'native_messaging',
    support_type: ticket.isOfAiAgent ? 'ai_agent' : 'agent',
    // Members come unannounced.
    encoded_id: `Z${ticket.id}-KK4`,
    a_member_of_tomorrow: { nested: [ticket.id] },
  };
}

/** @param withInline pictures inside the text are only listed when they are asked for */
export function commentJson(comment: Comment, account: Account, withInline: boolean): unknown {
  const html = htmlOf(comment, account);
  const text = plainText(html);
  const isChat = comment.channel === 'native_messaging' && account.world.oddities.has('chats');
  return {
    id: comment.id,
    type: comment.call === undefined ? 'Comment' : 'VoiceComment',
    author_id: comment.authorId,
    body: text,
    // Chats come as text alone.
    ...(!isChat && { html_body: html }),
    plain_body: text,
    public: comment.isPublic,
    attachments: comment.files
      .filter(({ isInline }) => withInline || !isInline)
      .map((file) => fileJson(file, account)),
    audit_id: comment.id + 1,
    ...(comment.call !== undefined && { data: callJson(comment.call) }),
    via:
      comment.mergedInto === undefined
        ? { channel: comment.channel, source: { from: {}, to: {}, rel: null } }
        : {
            channel: comment.channel,
            source: { from: {}, to: { ticket_id: comment.mergedInto, subject: 'Other' }, rel: 'merge' },
          },
    created_at: utcSeconds(comment.createdAt),
    metadata: { system: {}, custom: comment.custom ?? {} },
  };
}

/** Counts and times of a ticket, minutes by the calendar and by business hours. */
export function metricSetJson({ id, metrics, createdAt, generatedAt }: Ticket): unknown {
  if (metrics === null) return null;
  const minutes = (value: number | null) => ({ calendar: value, business: value });
  return {
    id: 61_000_000 + id,
    ticket_id: id,
    reopens: metrics.reopens,
    replies: metrics.replies,
    reply_time_in_minutes: minutes(metrics.firstReplyMinutes),
    full_resolution_time_in_minutes: minutes(
      metrics.solvedAt === null ? null : Math.round((metrics.solvedAt - createdAt) / 60),
    ),
    solved_at: metrics.solvedAt === null ? null : utcSeconds(metrics.solvedAt),
    created_at: utcSeconds(createdAt),
    updated_at: utcSeconds(generatedAt),
  };
}

function callJson({ seconds, transcription }: NonNullable<Comment['call']>): unknown {
  return {
    from: '+386 40 000 001',
    to: '+386 1 000 000',
    call_duration: seconds,
    recording_url: 'https://recordings.example/call.mp3',
    recorded: true,
    transcription_text: transcription,
  };
}

function htmlOf({ isRedacted, seed, files, html }: Comment, account: Account): string {
  if (isRedacted) return redactedHtml;
  if (html !== undefined) return html;
  const images = files.filter(({ isInline }) => isInline).map((file) => contentUrl(file, account));
  return messageHtml(seed, images);
}

export function fileJson(file: TicketFile, account: Account): unknown {
  const { id, fileName, contentType, bytes, isInline } = file;
  return {
    url: `${account.url}/api/v2/attachments/${id}.json`,
    id,
    file_name: fileName,
    content_url: contentUrl(file, account),
    mapped_content_url: contentUrl(file, account),
    content_type: contentType,
    size: bytes,
    width: null,
    height: null,
    inline: isInline,
    deleted: false,
    malware_access_override: false,
    malware_scan_result: isInfected(account.world, file) ? 'malware_found' : 'malware_not_found',
    thumbnails: [],
  };
}

function contentUrl(file: TicketFile, { url, world }: Account): string {
  return `${url}/attachments/token/${fileToken(world, file)}/?name=${encodeURIComponent(file.fileName)}`;
}

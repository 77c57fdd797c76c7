import { draw, pick, salt } from '../../random/draw.js';
import { ticketOf } from './associations.js';
import { noteFiles } from './files.js';
import { iso } from './iso.js';
import type { Row, Values, World } from './model.js';
import { activeOwners } from './people.js';
import { emailHtml, fragmentHtml, plainText } from './texts.js';
import { hasThread } from './threads.js';

const CONTENT = salt('engagement');

/** Whether an inbox has written an e-mail down that is a message of a conversation of its ticket, too. */
export function isOfInbox(world: World, row: Row): boolean {
  const ticket = ticketOf(world, row);
  return row.kind === 'emails' && row.index % 5 === 2 && ticket !== undefined && hasThread(world, ticket);
}

/** Properties of notes, e-mails, calls, meetings, tasks and communications. */
export function engagementValues(world: World, row: Row): Values {
  const drawn = draw(world.seed, CONTENT, row.index, salt(row.kind));
  const happenedAt = row.createdAt - 86_400_000;
  const common: Values = {
    hs_timestamp: iso(happenedAt),
    hubspot_owner_id: drawn % 6 === 0 ? null : String(pick(activeOwners(world.people), drawn >>> 3).id),
    hs_attachment_ids: null,
  };
  const body = fragmentHtml(drawn);
  switch (row.kind) {
    case 'notes': {
      const files =
        row.override?.files ?? (row.override?.bornAt === undefined ? noteFiles(world, row.index) : []);
      return {
        ...common,
        hs_note_body: drawn % 9 === 0 ? 'Plain text & nothing else' : body,
        hs_attachment_ids: files.length === 0 ? null : files.join(';'),
      };
    }
    case 'emails':
      return {
        ...common,
        hs_email_subject: `Re: order ${row.index}`,
        hs_email_html: drawn % 8 === 0 ? null : emailHtml(drawn),
        hs_email_text: plainText(body),
        hs_email_direction: pick(['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL'], drawn >>> 4),
        hs_email_from_email:
          drawn % 2 === 0 ? 'agent-1@acme.example' : `customer-${row.index}@client.example`,
        hs_email_to_email: 'support@acme.example',
        hs_engagement_source: isOfInbox(world, row) ? 'CONVERSATIONS' : 'EMAIL_INTEGRATION',
      };
    case 'calls':
      return {
        ...common,
        hs_call_title: `Call ${row.index}`,
        hs_call_body: body,
        hs_call_duration: String(drawn % 600_000),
        hs_call_direction: pick(['INBOUND', 'OUTBOUND', null], drawn >>> 4),
        hs_call_status: 'COMPLETED',
      };
    case 'meetings':
      return {
        ...common,
        hs_meeting_title: `Meeting ${row.index}`,
        hs_meeting_body: body,
        hs_internal_meeting_notes: drawn % 2 === 0 ? '<p>Not for customers.</p>' : null,
        hs_meeting_start_time: iso(happenedAt),
        hs_meeting_end_time: iso(happenedAt + 1_800_000),
        hs_meeting_outcome: pick(['COMPLETED', 'SCHEDULED', 'CANCELED', null], drawn >>> 4),
        hs_meeting_external_url: null,
      };
    case 'tasks':
      return {
        ...common,
        hs_task_subject: drawn % 15 === 0 ? null : `Call back ${row.index}`,
        hs_task_body: body,
        hs_task_status: pick(['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED'], drawn >>> 4),
        hs_task_priority: pick(['NONE', 'LOW', 'MEDIUM', 'HIGH'], drawn >>> 8),
        hs_task_type: 'TODO',
        hs_task_completion_date: null,
      };
    default:
      return {
        ...common,
        hs_communication_body: plainText(body),
        hs_communication_channel_type: pick(['SMS', 'WHATS_APP', 'LINKEDIN_MESSAGE'], drawn >>> 4),
      };
  }
}

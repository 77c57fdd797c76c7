import * as z from 'zod/mini';
import { id, optionalFlag, optionalId, optionalText } from './api-types.js';

/** Lists beside tickets and people; shapes: https://developer.zendesk.com/api-reference/ticketing/introduction/ */

const dated = { created_at: optionalText, updated_at: optionalText };

export const groupMembershipSchema = z.object({ id, user_id: id, group_id: id, ...dated });

export const organizationMembershipSchema = z.object({
  id,
  user_id: id,
  organization_id: id,
  default: optionalFlag,
  ...dated,
});

export const identitySchema = z.object({
  id,
  user_id: id,
  type: z.string(),
  value: optionalText,
  primary: optionalFlag,
  verified: optionalFlag,
  ...dated,
});

export const formSchema = z.object({
  id,
  name: z.string(),
  active: optionalFlag,
  end_user_visible: optionalFlag,
  ...dated,
});

export const macroSchema = z.object({
  id,
  title: z.string(),
  description: optionalText,
  active: optionalFlag,
  actions: z.optional(z.nullable(z.array(z.object({ field: z.string(), value: z.optional(z.unknown()) })))),
  ...dated,
});

export const policySchema = z.object({
  id,
  title: z.string(),
  description: optionalText,
  policy_metrics: z.optional(
    z.nullable(
      z.array(
        z.object({ priority: z.string(), metric: z.string(), target: z.optional(z.nullable(z.number())) }),
      ),
    ),
  ),
  ...dated,
});

export const externalLinkSchema = z.object({
  id,
  ticket_id: z.coerce.string(),
  issue_id: z.coerce.string(),
  issue_key: z.string(),
  ...dated,
});

/** Ids of records are text of 26 characters, and so are those of users in them. */
export const objectRecordSchema = z.object({
  id: z.string(),
  name: optionalText,
  custom_object_key: z.string(),
  custom_object_fields: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  external_id: optionalText,
  created_by_user_id: z.optional(z.nullable(z.coerce.string())),
  created_at: z.string(),
  updated_at: z.string(),
});

const participantSchema = z.object({
  user_id: optionalId,
  name: optionalText,
  email: optionalText,
});

/** https://developer.zendesk.com/api-reference/ticketing/side_conversation/side_conversation/ */
export const sideConversationSchema = z.object({
  id: z.string(),
  ticket_id: z.coerce.string(),
  subject: optionalText,
  state: optionalText,
  participants: z.optional(z.nullable(z.array(participantSchema))),
  external_ids: z.optional(
    z.nullable(z.object({ targetTicketId: z.optional(z.nullable(z.coerce.string())) })),
  ),
  created_at: z.string(),
  updated_at: optionalText,
});

/** https://developer.zendesk.com/api-reference/ticketing/side_conversation/side_conversation_event/ */
export const sideEventSchema = z.object({
  id: z.string(),
  side_conversation_id: z.string(),
  type: z.string(),
  created_at: z.string(),
  message: z.optional(
    z.nullable(
      z.object({
        from: z.optional(z.nullable(participantSchema)),
        to: z.optional(z.nullable(z.array(participantSchema))),
        html_body: optionalText,
        body: optionalText,
      }),
    ),
  ),
});

export const sideEventPageSchema = z.object({
  events: z.array(z.unknown()),
  side_conversations: z.optional(z.nullable(z.array(z.unknown()))),
  count: z.optional(z.nullable(z.number())),
  end_time: z.optional(z.nullable(z.number())),
  next_page: optionalText,
});

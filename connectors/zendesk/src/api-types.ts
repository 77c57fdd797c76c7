import * as z from 'zod/mini';

/**
 * What this connector reads of Zendesk's answers: absent and null are both accepted, everything else is ignored.
 * Records are judged one by one, so that an odd one does not cost its page.
 * Shapes: Zendesk Ticketing API, https://developer.zendesk.com/api-reference/ticketing/introduction/
 */

export const optionalText = z.optional(z.nullable(z.string()));
export const optionalFlag = z.optional(z.nullable(z.boolean()));
/** Ids are whole numbers of up to 14 digits; records refer to each other as text. */
export const id = z.pipe(
  z.number(),
  z.transform((number) => String(number)),
);
export const optionalId = z.optional(z.nullable(id));

const cursorPageOf = <Key extends string>(key: Key) =>
  z.extend(
    z.object({
      meta: z.object({ has_more: z.boolean(), after_cursor: optionalText }),
    }),
    { [key]: z.array(z.unknown()) } as Record<Key, z.ZodMiniArray<z.ZodMiniUnknown>>,
  );
const cursorExportOf = <Key extends string>(key: Key) =>
  z.extend(z.object({ after_cursor: optionalText, end_of_stream: z.boolean() }), {
    [key]: z.array(z.unknown()),
  } as Record<Key, z.ZodMiniArray<z.ZodMiniUnknown>>);

export const currentUserSchema = z.object({
  user: z.object({ id: z.nullable(z.number()), name: z.string(), role: optionalText }),
});

export const countSchema = z.object({ count: z.object({ value: z.number() }) });

export const brandSchema = z.object({
  id,
  name: z.string(),
  subdomain: optionalText,
  brand_url: optionalText,
  host_mapping: optionalText,
  active: optionalFlag,
  default: optionalFlag,
  is_deleted: optionalFlag,
  has_help_center: optionalFlag,
  created_at: optionalText,
  updated_at: optionalText,
});
export type Brand = z.infer<typeof brandSchema>;
export const brandPageSchema = z.object({
  brands: z.array(brandSchema),
  meta: z.object({ has_more: z.boolean(), after_cursor: optionalText }),
});

const optionsSchema = z.optional(z.nullable(z.array(z.object({ name: z.string(), value: z.string() }))));

export const fieldSchema = z.object({
  id,
  type: z.string(),
  title: z.string(),
  active: optionalFlag,
  relationship_target_type: optionalText,
  custom_field_options: optionsSchema,
});
export type TicketField = z.infer<typeof fieldSchema>;
export const fieldPageSchema = z.object({
  ticket_fields: z.array(fieldSchema),
  meta: z.object({ has_more: z.boolean(), after_cursor: optionalText }),
});

export const customObjectSchema = z.object({ key: z.string(), title: z.string() });
export const customObjectPageSchema = z.object({
  custom_objects: z.array(customObjectSchema),
  meta: z.object({ has_more: z.boolean(), after_cursor: optionalText }),
});
export const objectFieldSchema = z.object({
  key: z.string(),
  type: z.string(),
  title: z.string(),
  relationship_target_type: optionalText,
  custom_field_options: optionsSchema,
});
export type ObjectField = z.infer<typeof objectFieldSchema>;
export const objectFieldPageSchema = z.object({
  custom_object_fields: z.array(objectFieldSchema),
  meta: z.object({ has_more: z.boolean(), after_cursor: optionalText }),
});

export const statusSchema = z.object({
  id,
  status_category: z.string(),
  agent_label: z.string(),
  active: optionalFlag,
  default: optionalFlag,
});
export type CustomStatus = z.infer<typeof statusSchema>;
export const statusListSchema = z.object({ custom_statuses: z.array(statusSchema) });

export const groupSchema = z.object({
  id,
  name: z.string(),
  description: optionalText,
  is_public: optionalFlag,
  deleted: optionalFlag,
  created_at: z.string(),
  updated_at: z.string(),
});
export const groupPageSchema = cursorPageOf('groups');

/** Values by key of the field. */
const ownFields = z.optional(z.nullable(z.record(z.string(), z.unknown())));

export const userSchema = z.object({
  id,
  name: z.string(),
  email: optionalText,
  phone: optionalText,
  role: z.string(),
  active: optionalFlag,
  suspended: optionalFlag,
  organization_id: optionalId,
  external_id: optionalText,
  user_fields: ownFields,
  created_at: z.string(),
  updated_at: z.string(),
});
export type ZendeskUser = z.infer<typeof userSchema>;
export const userExportSchema = z.extend(cursorExportOf('users'), {
  identities: z.optional(z.nullable(z.array(z.unknown()))),
});

export const organizationSchema = z.object({
  id,
  name: z.string(),
  domain_names: z.optional(z.nullable(z.array(z.string()))),
  details: optionalText,
  notes: optionalText,
  external_id: optionalText,
  deleted_at: optionalText,
  organization_fields: ownFields,
  created_at: z.string(),
  updated_at: z.string(),
});
export const organizationExportSchema = z.object({
  organizations: z.array(z.unknown()),
  end_of_stream: z.boolean(),
  end_time: z.optional(z.nullable(z.number())),
});

const minutes = z.optional(z.nullable(z.object({ calendar: z.optional(z.nullable(z.number())) })));
const metricSetSchema = z.object({
  reopens: z.optional(z.nullable(z.number())),
  replies: z.optional(z.nullable(z.number())),
  reply_time_in_minutes: minutes,
  full_resolution_time_in_minutes: minutes,
  solved_at: optionalText,
});

export const ticketSchema = z.object({
  id,
  subject: optionalText,
  description: optionalText,
  status: z.string(),
  custom_status_id: optionalId,
  priority: optionalText,
  type: optionalText,
  requester_id: optionalId,
  submitter_id: optionalId,
  assignee_id: optionalId,
  organization_id: optionalId,
  group_id: optionalId,
  problem_id: optionalId,
  brand_id: optionalId,
  ticket_form_id: optionalId,
  satisfaction_rating: z.optional(
    z.nullable(z.object({ score: optionalText, comment: optionalText, reason: optionalText })),
  ),
  metric_set: z.optional(z.nullable(metricSetSchema)),
  is_public: optionalFlag,
  due_at: optionalText,
  external_id: optionalText,
  tags: z.optional(z.nullable(z.array(z.string()))),
  via: z.optional(
    z.nullable(z.object({ channel: z.optional(z.nullable(z.union([z.string(), z.number()]))) })),
  ),
  custom_fields: z.optional(z.nullable(z.array(z.object({ id, value: z.optional(z.unknown()) })))),
  created_at: z.string(),
  updated_at: z.string(),
});
export type Ticket = z.infer<typeof ticketSchema>;
export const ticketExportSchema = cursorExportOf('tickets');

export const commentSchema = z.object({
  id,
  author_id: optionalId,
  html_body: optionalText,
  plain_body: optionalText,
  body: optionalText,
  public: optionalFlag,
  /** Of a call only. */
  data: z.optional(
    z.nullable(
      z.object({
        from: optionalText,
        to: optionalText,
        call_duration: z.optional(z.nullable(z.number())),
        recording_url: optionalText,
        transcription_text: optionalText,
      }),
    ),
  ),
  created_at: z.string(),
});
export type Comment = z.infer<typeof commentSchema>;
export const commentPageSchema = cursorPageOf('comments');

export const attachmentSchema = z.object({
  id,
  file_name: z.string(),
  content_url: z.string(),
  content_type: optionalText,
  size: z.optional(z.nullable(z.number())),
  inline: optionalFlag,
  malware_scan_result: optionalText,
  malware_access_override: optionalFlag,
});
export type Attachment = z.infer<typeof attachmentSchema>;

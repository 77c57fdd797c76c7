import * as z from 'zod/mini';
import { id, optionalText, ticketSchema } from './api-types.js';
import { objectRecordSchema } from './api-types-lists.js';

/** What Zendesk answers to whoever writes. */

export const ticketAnswerSchema = z.object({ ticket: ticketSchema });
export const ticketListSchema = z.object({ tickets: z.array(ticketSchema) });

/** Of the notes beside a comment those that this connector has made; see `markOf` in `loaders/marks.ts`. */
export const markedCommentSchema = z.object({
  id,
  created_at: z.string(),
  metadata: z.optional(
    z.nullable(z.object({ custom: z.optional(z.nullable(z.record(z.string(), z.unknown()))) })),
  ),
  attachments: z.optional(z.nullable(z.array(z.object({ id })))),
});
export type MarkedComment = z.infer<typeof markedCommentSchema>;

/** A change of a ticket consists of what was set, what triggers have done, and of a comment when it brought one. */
export const ticketUpdateSchema = z.object({
  ticket: ticketSchema,
  audit: z.object({ events: z.array(z.looseObject({ type: z.string() })) }),
});
export const commentEventSchema = z.object({
  id,
  type: z.enum(['Comment', 'VoiceComment']),
  attachments: z.optional(z.nullable(z.array(z.object({ id })))),
});

export const uploadAnswerSchema = z.object({ upload: z.object({ token: z.string() }) });

export const recordAnswerSchema = z.object({ custom_object_record: objectRecordSchema });
export const recordListSchema = z.object({ custom_object_records: z.array(objectRecordSchema) });

export const refusalSchema = z.object({
  error: z.optional(z.unknown()),
  details: z.record(z.string(), z.array(z.looseObject({ description: optionalText }))),
});

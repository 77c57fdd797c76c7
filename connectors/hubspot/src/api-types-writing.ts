import * as z from 'zod/mini';
import { identified, messageSchema } from './api-types.js';

/** What HubSpot answers to whoever writes. */

export const writtenSchema = z.extend(identified, {
  updatedAt: z.string(),
  properties: z.optional(z.nullable(z.record(z.string(), z.nullable(z.string())))),
});
export type WrittenObject = z.infer<typeof writtenSchema>;

/** A problem with a single property; HubSpot writes a list of them into the message of its error, as JSON. */
export const problemSchema = z.object({
  name: z.optional(z.string()),
  message: z.optional(z.string()),
  localizedErrorMessage: z.optional(z.string()),
});

export const refusalSchema = z.object({
  message: z.optional(z.string()),
  errors: z.optional(
    z.array(
      z.object({
        message: z.optional(z.string()),
        context: z.optional(z.object({ propertyName: z.optional(z.array(z.string())) })),
      }),
    ),
  ),
});

/** An owner as a sender of messages; a queue, and who has left, is no user. */
export const senderSchema = z.object({ userId: z.optional(z.nullable(z.union([z.number(), z.string()]))) });

const deliverySchema = z.object({ type: z.string(), value: z.string() });
export type Delivery = z.infer<typeof deliverySchema>;

const optionalText = z.optional(z.nullable(z.string()));

/** A message with what a reply to it needs, and with what tells a reply of ours. */
export const answerableSchema = z.extend(messageSchema, {
  direction: optionalText,
  channelAccountId: optionalText,
  client: z.optional(z.nullable(z.object({ clientType: optionalText }))),
  senders: z.optional(
    z.nullable(
      z.array(
        z.object({
          actorId: optionalText,
          // Both forms are in use.
          deliveryIdentifier: z.optional(z.nullable(deliverySchema)),
          deliveryIdentifiers: z.optional(z.nullable(z.array(deliverySchema))),
        }),
      ),
    ),
  ),
});
export type AnswerableMessage = z.infer<typeof answerableSchema>;

/** https://developers.hubspot.com/docs/guides/api/conversations/inbox-and-messages */
export interface NewMessage {
  type: 'MESSAGE';
  text: string;
  richText: string;
  subject?: string;
  /** `A-` and the id of a user. */
  senderActorId: string;
  channelId: string;
  channelAccountId: string;
  recipients: readonly {
    actorId: string;
    recipientField?: 'TO';
    deliveryIdentifiers: readonly Delivery[];
  }[];
  attachments: readonly [];
}

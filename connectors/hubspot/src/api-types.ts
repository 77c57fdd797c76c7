import * as z from 'zod/mini';

/**
 * What this connector reads of HubSpot's answers: absent and null are both accepted, everything else is ignored.
 * Records are judged one by one, so that an odd one does not cost its page; a list without `results` is no empty list.
 * Shapes: HubSpot API reference, https://developers.hubspot.com/docs/api-reference
 */

const optionalText = z.optional(z.nullable(z.string()));
const optionalFlag = z.optional(z.nullable(z.boolean()));
/** Whole numbers of up to 15 digits, as text or as numbers. */
const id = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((value) => String(value)),
);
const paging = z.optional(z.nullable(z.object({ next: z.optional(z.nullable(z.object({ after: id }))) })));
export const identified = z.object({ id });

export const listSchema = z.object({ results: z.array(z.unknown()) });
export const openPageSchema = z.extend(listSchema, { paging });
export const objectPageSchema = openPageSchema;
export const searchPageSchema = z.object({ total: z.number(), results: z.array(identified) });
export const countSchema = z.object({ total: z.number() });
export const batchSchema = listSchema;
export const datedBatchSchema = z.object({ results: z.array(identified), completedAt: z.string() });

export const accountSchema = z.object({
  portalId: id,
  uiDomain: optionalText,
  companyCurrency: optionalText,
  timeZone: optionalText,
});
export const exchangeRateSchema = z.object({
  fromCurrencyCode: z.string(),
  toCurrencyCode: z.string(),
  conversionRate: z.number(),
  createdAt: z.string(),
  effectiveAt: optionalText,
  updatedAt: optionalText,
});

const inlineAssociations = z.object({
  results: z.array(identified),
  paging,
});
export const pastValueSchema = z.object({
  value: optionalText,
  timestamp: z.string(),
  updatedByUserId: z.optional(z.nullable(id)),
});
export const objectSchema = z.object({
  id,
  properties: z.record(z.string(), z.nullable(z.string())),
  propertiesWithHistory: z.optional(z.nullable(z.record(z.string(), z.array(pastValueSchema)))),
  createdAt: z.string(),
  updatedAt: z.string(),
  archived: optionalFlag,
  url: optionalText,
});
export type CrmObject = z.infer<typeof objectSchema>;

/** As far as a record is read before it is judged. */
export const looseObjectSchema = z.object({
  id,
  properties: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  updatedAt: optionalText,
  archivedAt: optionalText,
  associations: z.optional(z.nullable(z.record(z.string(), inlineAssociations))),
});

const associationTypeSchema = z.object({
  category: z.string(),
  typeId: id,
  label: optionalText,
});
export type AssociationType = z.infer<typeof associationTypeSchema>;
export const labelListSchema = z.object({ results: z.array(associationTypeSchema) });
export const associationBatchSchema = z.object({
  results: z.array(
    z.object({
      from: identified,
      to: z.array(z.object({ toObjectId: id, associationTypes: z.array(associationTypeSchema) })),
      paging,
    }),
  ),
});

const optionSchema = z.object({ value: z.string(), label: z.string(), hidden: optionalFlag });
export const propertySchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  fieldType: optionalText,
  description: optionalText,
  options: z.optional(z.nullable(z.array(optionSchema))),
  calculated: optionalFlag,
  externalOptions: optionalFlag,
  referencedObjectType: optionalText,
  hubspotDefined: optionalFlag,
  hasUniqueValue: optionalFlag,
  numberDisplayHint: optionalText,
  archived: optionalFlag,
  modificationMetadata: z.optional(z.nullable(z.object({ readOnlyValue: optionalFlag }))),
});
export type Property = z.infer<typeof propertySchema>;
export const propertyListSchema = z.object({ results: z.array(propertySchema) });

export const pipelineSchema = z.object({
  id,
  label: z.string(),
  stages: z.array(
    z.object({
      id,
      label: z.string(),
      metadata: z.optional(
        z.nullable(
          z.object({ ticketState: optionalText, isClosed: optionalText, probability: optionalText }),
        ),
      ),
    }),
  ),
});
export type Pipeline = z.infer<typeof pipelineSchema>;
export const pipelineListSchema = z.object({ results: z.array(pipelineSchema) });

export const customSchemaSchema = z.object({
  objectTypeId: z.string(),
  name: z.string(),
  labels: z.object({ singular: optionalText, plural: optionalText }),
  primaryDisplayProperty: optionalText,
  properties: z.array(propertySchema),
  associations: z.optional(
    z.nullable(z.array(z.object({ fromObjectTypeId: z.string(), toObjectTypeId: z.string() }))),
  ),
});
export type CustomSchema = z.infer<typeof customSchemaSchema>;
export const schemaListSchema = z.object({ results: z.array(customSchemaSchema) });

/** A type as far as its properties are asked for. */
export const typeDescriptionListSchema = z.object({
  results: z.array(z.object({ objectTypeId: z.string(), properties: z.array(propertySchema) })),
});

const typeNamed = z.object({ objectTypeId: z.string() });
export const labelUseListSchema = z.object({
  results: z.array(z.object({ fromObjectType: typeNamed, toObjectType: typeNamed, usage: z.number() })),
});

export const tagListSchema = listSchema;
export const tagSchema = z.object({
  id,
  label: optionalText,
  name: optionalText,
  createdAt: optionalText,
  updatedAt: optionalText,
});

export const ownerSchema = z.object({
  id,
  email: optionalText,
  firstName: optionalText,
  lastName: optionalText,
  type: optionalText,
  archived: optionalFlag,
  createdAt: z.string(),
  updatedAt: z.string(),
  teams: z.optional(z.nullable(z.array(z.object({ id })))),
});
export type Owner = z.infer<typeof ownerSchema>;
export const userSchema = z.object({
  id,
  email: optionalText,
  firstName: optionalText,
  lastName: optionalText,
  superAdmin: optionalFlag,
  primaryTeamId: z.optional(z.nullable(id)),
});
const ids = z.optional(z.nullable(z.array(id)));
export const teamSchema = z.object({ id, name: z.string(), userIds: ids, secondaryUserIds: ids });

export const threadSchema = z.object({
  id,
  threadAssociations: z.optional(z.nullable(z.object({ associatedTicketId: z.optional(z.nullable(id)) }))),
  latestMessageTimestamp: optionalText,
  createdAt: optionalText,
  closedAt: optionalText,
  status: optionalText,
  inboxId: z.optional(z.nullable(id)),
  originalChannelId: z.optional(z.nullable(id)),
  associatedContactId: z.optional(z.nullable(id)),
  assignedTo: optionalText,
  spam: optionalFlag,
});
export type Thread = z.infer<typeof threadSchema>;
export const messageFileSchema = z.object({
  type: z.string(),
  fileId: z.optional(z.nullable(id)),
  name: optionalText,
});
export const messageSchema = z.object({
  id: z.string(),
  type: z.string(),
  createdAt: z.string(),
  updatedAt: optionalText,
  createdBy: optionalText,
  senders: z.optional(z.nullable(z.array(z.object({ actorId: optionalText, name: optionalText })))),
  text: optionalText,
  richText: optionalText,
  subject: optionalText,
  channelId: optionalText,
  truncationStatus: optionalText,
  attachments: z.optional(z.nullable(z.array(messageFileSchema))),
});
export type Message = z.infer<typeof messageSchema>;
export const originalContentSchema = z.object({ text: optionalText, richText: optionalText });
export type OriginalContent = z.infer<typeof originalContentSchema>;
export const actorBatchSchema = z.object({
  results: z.array(z.object({ id: z.string(), name: optionalText, email: optionalText })),
});

export const fileSchema = z.object({
  id,
  name: optionalText,
  extension: optionalText,
  size: z.optional(z.nullable(z.number())),
  createdAt: optionalText,
  updatedAt: optionalText,
});
export type PortalFile = z.infer<typeof fileSchema>;
export const fileListSchema = z.object({ results: z.array(fileSchema) });

export const articleSchema = z.object({
  id,
  title: optionalText,
  description: optionalText,
  url: z.string(),
  language: optionalText,
  category: optionalText,
  subcategory: optionalText,
  publishedDate: z.optional(z.nullable(z.union([z.number(), z.string()]))),
});
export const articlePageSchema = z.object({ total: z.number(), results: z.array(z.unknown()) });

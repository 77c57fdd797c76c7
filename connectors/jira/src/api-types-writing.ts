import * as z from 'zod/mini';
import { allowedValuesSchema, commentSchema, optionalText } from './api-types.js';

/** What Jira answers to whoever writes. */

export const createdIssueSchema = z.object({ id: z.string(), key: z.string() });

/** Fields that can be set by whoever edits an issue, or moves it on, by field id. */
const settableFieldsSchema = z.record(
  z.string(),
  z.object({
    name: optionalText,
    required: z.optional(z.nullable(z.boolean())),
    hasDefaultValue: z.optional(z.nullable(z.boolean())),
    schema: z.optional(z.nullable(z.object({ type: z.string(), items: optionalText, custom: optionalText }))),
    allowedValues: allowedValuesSchema,
  }),
);
export type SettableField = z.infer<typeof settableFieldsSchema>[string];

export const editFieldsSchema = z.object({ fields: z.optional(z.nullable(settableFieldsSchema)) });

export const transitionsSchema = z.object({
  transitions: z.array(
    z.object({
      id: z.string(),
      name: optionalText,
      to: z.object({
        id: z.string(),
        statusCategory: z.optional(z.nullable(z.object({ key: z.string() }))),
      }),
      isAvailable: z.optional(z.nullable(z.boolean())),
      fields: z.optional(z.nullable(settableFieldsSchema)),
    }),
  ),
});
export type Transition = z.infer<typeof transitionsSchema>['transitions'][number];

export const foundKeysSchema = z.object({ issues: z.array(z.object({ key: z.string() })) });

/** Issues with the properties that were asked for, which come as one object. */
export const markedIssuesSchema = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      properties: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
    }),
  ),
});

export const issueFilesSchema = z.object({
  fields: z.object({ attachment: z.optional(z.nullable(z.array(z.unknown()))) }),
});
export const issueLinksSchema = z.object({
  fields: z.object({ issuelinks: z.optional(z.nullable(z.array(z.unknown()))) }),
});

/** Of a comment what only a writer needs. */
export const markedCommentSchema = z.extend(commentSchema, {
  visibility: z.optional(
    z.nullable(z.object({ type: optionalText, value: optionalText, identifier: optionalText })),
  ),
  properties: z.optional(z.nullable(z.array(z.object({ key: z.string(), value: z.optional(z.unknown()) })))),
});
export type MarkedComment = z.infer<typeof markedCommentSchema>;

/** Why Jira would not take something: sentences about all of it, and one for each field. */
export const refusalSchema = z.object({
  errorMessages: z.optional(z.nullable(z.array(z.string()))),
  errors: z.optional(z.nullable(z.record(z.string(), z.string()))),
});

import * as z from 'zod/mini';

/**
 * What this connector reads of Jira's answers: absent and null are both accepted, everything else is ignored.
 * Shapes: Jira Cloud platform REST API v3, https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */

const optionalText = z.optional(z.nullable(z.string()));

export const projectSchema = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  description: optionalText,
  projectTypeKey: optionalText,
  insight: z.optional(z.nullable(z.object({ totalIssueCount: z.optional(z.nullable(z.number())) }))),
});
export type Project = z.infer<typeof projectSchema>;

/** Offset page bean: advance by the number received, the server may return fewer than asked for. */
export const projectPageSchema = z.object({
  values: z.array(projectSchema),
  isLast: z.optional(z.nullable(z.boolean())),
});

export const issueTypeStatusesSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    subtask: z.optional(z.nullable(z.boolean())),
    statuses: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        statusCategory: z.optional(z.nullable(z.object({ key: z.string(), name: optionalText }))),
      }),
    ),
  }),
);
export type IssueTypeStatuses = z.infer<typeof issueTypeStatusesSchema>[number];

export const priorityPageSchema = z.object({
  values: z.array(z.object({ id: z.string(), name: z.string() })),
  isLast: z.optional(z.nullable(z.boolean())),
});

export const fieldListSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    custom: z.optional(z.nullable(z.boolean())),
    scope: z.optional(
      z.nullable(z.object({ project: z.optional(z.nullable(z.object({ id: z.string() }))) })),
    ),
    schema: z.optional(
      z.nullable(
        z.object({ type: z.string(), items: optionalText, custom: optionalText, system: optionalText }),
      ),
    ),
  }),
);
export type JiraField = z.infer<typeof fieldListSchema>[number];

export const userSchema = z.object({
  accountId: z.string(),
  accountType: optionalText,
  displayName: optionalText,
  emailAddress: optionalText,
  active: z.optional(z.nullable(z.boolean())),
});

/** Someone mentioned on another record; absent or null for anonymised people and inbound mail. */
const personSchema = z.optional(z.nullable(z.object({ accountId: optionalText })));

export const searchPageSchema = z.object({
  issues: z.array(z.unknown()),
  nextPageToken: optionalText,
});

export const commentSchema = z.object({
  id: z.string(),
  author: personSchema,
  updateAuthor: personSchema,
  body: z.optional(z.unknown()),
  created: z.string(),
  updated: optionalText,
  visibility: z.optional(z.nullable(z.object({ type: optionalText, value: optionalText }))),
  jsdPublic: z.optional(z.nullable(z.boolean())),
});
export type Comment = z.infer<typeof commentSchema>;

export const commentPageSchema = z.object({
  comments: z.array(z.unknown()),
  total: z.number(),
});

export const attachmentSchema = z.object({
  id: z.string(),
  filename: z.string(),
  author: personSchema,
  created: z.string(),
  mimeType: optionalText,
  size: z.optional(z.nullable(z.number())),
});

const namedSchema = z.object({ id: z.string(), name: z.string() });
const namedListSchema = z.optional(z.nullable(z.array(namedSchema)));

export const issueSchema = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({
    summary: optionalText,
    description: z.optional(z.unknown()),
    environment: z.optional(z.unknown()),
    issuetype: z.object({ id: z.string() }),
    status: z.object({ id: z.string() }),
    priority: z.optional(z.nullable(z.object({ id: z.string() }))),
    resolution: z.optional(z.nullable(namedSchema)),
    assignee: personSchema,
    reporter: personSchema,
    creator: personSchema,
    parent: z.optional(z.nullable(z.object({ id: z.string() }))),
    labels: z.optional(z.nullable(z.array(z.string()))),
    components: namedListSchema,
    fixVersions: namedListSchema,
    duedate: optionalText,
    created: z.string(),
    updated: z.string(),
    attachment: z.optional(z.nullable(z.array(z.unknown()))),
    comment: z.optional(z.nullable(z.object({ comments: z.array(z.unknown()), total: z.number() }))),
  }),
});
export type Issue = z.infer<typeof issueSchema>;

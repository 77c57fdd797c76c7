import * as z from 'zod/mini';

/**
 * What this connector reads of Jira's answers: absent and null are both accepted, everything else is ignored.
 * Shapes: Jira Cloud platform REST API v3, https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */

export const optionalText = z.optional(z.nullable(z.string()));

export const projectSchema = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  description: optionalText,
  projectTypeKey: optionalText,
  archived: z.optional(z.nullable(z.boolean())),
  insight: z.optional(z.nullable(z.object({ totalIssueCount: z.optional(z.nullable(z.number())) }))),
});
export type Project = z.infer<typeof projectSchema>;

/** Offset page bean: advance by the number received, the server may return fewer than asked for. */
export const projectPageSchema = z.object({
  values: z.array(projectSchema),
  isLast: z.optional(z.nullable(z.boolean())),
});

/** Unauthenticated. Seen on every Jira Cloud site; not in the reference. */
export const tenantInfoSchema = z.object({ cloudId: z.string().check(z.regex(/^[\w-]+$/)) });

/** Sites an OAuth connection may use, one entry for each product that was granted. */
export const accessibleSitesSchema = z.array(
  z.object({
    id: z.string(),
    url: z.string(),
    name: optionalText,
    scopes: z.optional(z.nullable(z.array(z.string()))),
  }),
);
export type AccessibleSite = z.infer<typeof accessibleSitesSchema>[number];

/** A project with the lists people keep in it; both come whole. */
export const projectDetailsSchema = z.extend(projectSchema, {
  /** The one it has and those it had. */
  projectKeys: z.optional(z.nullable(z.array(z.string()))),
  components: z.optional(z.nullable(z.array(z.unknown()))),
  versions: z.optional(z.nullable(z.array(z.unknown()))),
});
export type ProjectDetails = z.infer<typeof projectDetailsSchema>;

export const componentSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: optionalText,
  lead: z.optional(z.nullable(z.object({ accountId: optionalText }))),
});

export const versionSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: optionalText,
  released: z.optional(z.nullable(z.boolean())),
  archived: z.optional(z.nullable(z.boolean())),
  startDate: optionalText,
  releaseDate: optionalText,
});

/** Ids of boards and sprints are numbers. */
export const boardPageSchema = z.object({
  values: z.array(z.object({ id: z.number(), name: optionalText, type: z.string() })),
  isLast: z.optional(z.nullable(z.boolean())),
});

export type Board = z.infer<typeof boardPageSchema>['values'][number];

export const sprintPageSchema = z.object({
  values: z.array(z.unknown()),
  isLast: z.optional(z.nullable(z.boolean())),
});

/** Both as a board lists it and as the sprint field of an issue holds it, which name the board differently. */
export const sprintSchema = z.object({
  id: z.number(),
  name: z.string(),
  state: z.enum(['future', 'active', 'closed']),
  goal: optionalText,
  createdDate: optionalText,
  startDate: optionalText,
  endDate: optionalText,
  completeDate: optionalText,
  boardId: z.optional(z.nullable(z.number())),
  originBoardId: z.optional(z.nullable(z.number())),
});

export const organizationPageSchema = z.object({
  values: z.array(z.unknown()),
  isLastPage: z.optional(z.nullable(z.boolean())),
});
export const organizationSchema = z.object({ id: z.string(), name: z.string() });

export const linkTypesSchema = z.object({
  issueLinkTypes: z.array(
    z.object({ id: z.string(), name: z.string(), inward: z.string(), outward: z.string() }),
  ),
});
export type LinkType = z.infer<typeof linkTypesSchema>['issueLinkTypes'][number];

const optionSchema = z.object({
  id: z.optional(z.string()),
  /** Of options; priorities, components and versions have a name instead. */
  value: z.optional(z.string()),
  name: z.optional(z.string()),
  disabled: z.optional(z.nullable(z.boolean())),
});

export const allowedValuesSchema = z.optional(
  z.nullable(z.array(z.extend(optionSchema, { children: z.optional(z.array(optionSchema)) }))),
);

/** What can be set when an issue of one type is created; needs the permission to create issues. */
export const createFieldPageSchema = z.object({
  fields: z.array(
    z.object({
      fieldId: z.string(),
      name: optionalText,
      required: z.optional(z.nullable(z.boolean())),
      schema: z.optional(
        z.nullable(z.object({ type: z.string(), items: optionalText, custom: optionalText })),
      ),
      allowedValues: allowedValuesSchema,
    }),
  ),
  total: z.number(),
});
export type CreateField = z.infer<typeof createFieldPageSchema>['fields'][number];
export type AllowedValue = NonNullable<CreateField['allowedValues']>[number];

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

export const accountPageSchema = z.object({ values: z.array(userSchema) });

/** Customers of a service desk, without the kind of their accounts. */
export const customerPageSchema = z.object({
  values: z.array(userSchema),
  isLastPage: z.optional(z.nullable(z.boolean())),
});
export type Account = z.infer<typeof userSchema>;

export const permissionsSchema = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.optional(z.nullable(z.boolean())) })),
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

export const worklogSchema = z.object({
  id: z.string(),
  author: personSchema,
  comment: z.optional(z.unknown()),
  created: z.string(),
  updated: optionalText,
  started: optionalText,
  timeSpent: optionalText,
  timeSpentSeconds: z.number(),
  visibility: z.optional(z.nullable(z.object({ type: optionalText, value: optionalText }))),
});

export const worklogPageSchema = z.object({ worklogs: z.array(z.unknown()), total: z.number() });

/** A link as one of its ends shows it; the other end may be an issue of another project. */
export const issueLinkSchema = z.object({
  id: z.string(),
  type: z.object({ id: z.string() }),
  outwardIssue: z.optional(z.nullable(z.object({ id: z.string(), key: z.string() }))),
  inwardIssue: z.optional(z.nullable(z.object({ id: z.string(), key: z.string() }))),
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
    versions: namedListSchema,
    project: z.optional(z.nullable(z.object({ projectTypeKey: optionalText }))),
    security: z.optional(z.nullable(z.object({ name: optionalText }))),
    timeoriginalestimate: z.optional(z.nullable(z.number())),
    timeestimate: z.optional(z.nullable(z.number())),
    timespent: z.optional(z.nullable(z.number())),
    resolutiondate: optionalText,
    duedate: optionalText,
    created: z.string(),
    updated: z.string(),
    attachment: z.optional(z.nullable(z.array(z.unknown()))),
    comment: z.optional(z.nullable(z.object({ comments: z.array(z.unknown()), total: z.number() }))),
    worklog: z.optional(z.nullable(z.object({ worklogs: z.array(z.unknown()), total: z.number() }))),
    issuelinks: z.optional(z.nullable(z.array(z.unknown()))),
  }),
});
export type Issue = z.infer<typeof issueSchema>;

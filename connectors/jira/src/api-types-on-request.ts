import * as z from 'zod/mini';

/** Answers about what comes on request only; read as those in `api-types.ts` are. */

const optionalText = z.optional(z.nullable(z.string()));

export const roleUrlsSchema = z.record(z.string(), z.string());

export const roleSchema = z.object({
  id: z.number(),
  name: z.string(),
  description: optionalText,
  actors: z._default(
    z.array(
      z.object({
        actorUser: z.optional(z.nullable(z.object({ accountId: z.string() }))),
        actorGroup: z.optional(
          z.nullable(z.object({ groupId: optionalText, name: optionalText, displayName: optionalText })),
        ),
      }),
    ),
    [],
  ),
});
export type Role = z.infer<typeof roleSchema>;

export const groupMemberPageSchema = z.object({
  values: z.array(z.object({ accountId: z.string() })),
  isLast: z.optional(z.nullable(z.boolean())),
});

/** `type` says what `value` is the id of: a group, a role, an account; others have none. */
const holderSchema = z.object({ type: z.string(), value: optionalText });
export type Holder = z.infer<typeof holderSchema>;

export const permissionSchemeSchema = z.object({
  id: z.number(),
  permissions: z._default(z.array(z.object({ permission: z.string(), holder: holderSchema })), []),
});
export type Grant = z.infer<typeof permissionSchemeSchema>['permissions'][number];

export const securitySchemeSchema = z.object({
  id: z.number(),
  levels: z._default(z.array(z.object({ id: z.string(), name: z.string() })), []),
});

export const securityMemberPageSchema = z.object({
  values: z.array(z.object({ issueSecurityLevelId: z.number(), holder: holderSchema })),
  isLast: z.optional(z.nullable(z.boolean())),
});

/** Both times are in use: milliseconds since the epoch in bulk, text with an offset elsewhere. */
export const historySchema = z.object({
  id: z.string(),
  author: z.optional(z.nullable(z.object({ accountId: optionalText }))),
  created: z.union([z.string(), z.number()]),
  items: z.array(
    z.object({
      field: z.string(),
      from: optionalText,
      fromString: optionalText,
      to: optionalText,
      /** Not the method that every object has. */
      toString: z.optional(z.nullable(z.string())),
    }),
  ),
});
export type History = z.infer<typeof historySchema>;

export const changelogPageSchema = z.object({
  issueChangeLogs: z.array(z.object({ issueId: z.string(), changeHistories: z.array(z.unknown()) })),
  nextPageToken: optionalText,
});

export const deletedWorklogPageSchema = z.object({
  values: z.array(z.object({ worklogId: z.number(), updatedTime: z.number() })),
  until: z.optional(z.nullable(z.number())),
  lastPage: z.optional(z.nullable(z.boolean())),
});

/** Of a deleted issue the log knows the key and no id. */
export const auditRecordSchema = z.object({
  id: z.number(),
  created: z.string(),
  objectItem: z.object({ name: z.string(), typeName: z.string() }),
});

export const auditPageSchema = z.object({ records: z.array(z.unknown()), total: z.number() });

export const remoteLinkSchema = z.object({
  id: z.number(),
  relationship: optionalText,
  application: z.optional(z.nullable(z.object({ name: optionalText }))),
  object: z.object({ url: z.string(), title: optionalText, summary: optionalText }),
});

export const countSchema = z.object({ count: z.number() });

/** Statuses have an id of their own within this answer. */
export const workflowsSchema = z.object({
  statuses: z.array(z.object({ id: z.string(), statusReference: z.string() })),
  workflows: z.array(
    z.object({
      statuses: z.array(z.object({ statusReference: z.string() })),
      transitions: z.array(
        z.object({
          type: z.string(),
          toStatusReference: optionalText,
          links: z.optional(z.nullable(z.array(z.object({ fromStatusReference: optionalText })))),
        }),
      ),
    }),
  ),
});
export type Workflows = z.infer<typeof workflowsSchema>;

import { toUtcTimestamp } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** Only what is read of an answer; members that may be missing may also be null. Rows are read one by one. */

export const rowsSchema = z.array(z.unknown());

const moment = z.pipe(
  z.string(),
  z.transform((written, context) => {
    const timestamp = toUtcTimestamp(written);
    if (timestamp !== undefined) return timestamp;
    context.issues.push({ code: 'custom', message: 'not a point in time', input: '' });
    return z.NEVER;
  }),
);

export const userSchema = z.object({ id: z.number(), login: z.string(), full_name: z.nullish(z.string()) });

export const repositoriesSchema = z.array(
  z.object({ full_name: z.string(), description: z.nullish(z.string()), has_issues: z.nullish(z.boolean()) }),
);

const referred = z.nullish(z.object({ id: z.number() }));

export const issueSchema = z.object({
  number: z.number(),
  title: z.string(),
  body: z.nullish(z.string()),
  state: z.enum(['open', 'closed']),
  user: referred,
  assignees: z.nullish(z.array(z.object({ id: z.number() }))),
  labels: z.nullish(z.array(z.object({ name: z.string() }))),
  milestone: referred,
  due_date: z.nullish(moment),
  assets: z.nullish(rowsSchema),
  created_at: moment,
  updated_at: moment,
});

export const milestoneSchema = z.object({
  id: z.number(),
  title: z.string(),
  due_on: z.nullish(moment),
  created_at: moment,
  updated_at: z.nullish(moment),
});

export const commentSchema = z.object({
  id: z.number(),
  /** Page of the issue, for people: it ends in the number. */
  issue_url: z.string(),
  body: z.nullish(z.string()),
  user: referred,
  assets: z.nullish(rowsSchema),
  created_at: moment,
  updated_at: moment,
});

export const assetSchema = z.object({
  uuid: z.string(),
  name: z.string(),
  size: z.number(),
  created_at: moment,
});

import { toUtcTimestamp } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** Only what is read of an answer; members that may be missing may also be null. Rows are read one by one. */

const rows = z.array(z.unknown());

const moment = z.pipe(
  z.string(),
  z.transform((written, context) => {
    const timestamp = toUtcTimestamp(written);
    if (timestamp !== undefined) return timestamp;
    context.issues.push({ code: 'custom', message: 'not a point in time', input: '' });
    return z.NEVER;
  }),
);

export const accountSchema = z.object({ name: z.string() });

const listSchema = z.object({ id: z.string(), name: z.string(), task_count: z.nullish(z.number()) });
export const listsSchema = z.object({ lists: z.array(listSchema) });

export const personSchema = z.object({ id: z.string(), name: z.string() });
export const peopleSchema = z.object({ people: rows });

export const fileSchema = z.object({ id: z.string(), name: z.string(), bytes: z.number(), added: moment });

/** A field that the account has made up. */
const customFieldSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  choices: z.nullish(z.array(z.object({ id: z.string(), name: z.string() }))),
});
export type CustomField = z.infer<typeof customFieldSchema>;
export const fieldsSchema = z.object({ fields: z.array(customFieldSchema) });

export const taskSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['open', 'started', 'done']),
  person: z.nullish(z.string()),
  /** Values by id of the field: of a choice, its id. What does not fit the field costs the task that field alone. */
  fields: z.nullish(z.record(z.string(), z.json())),
  created: moment,
  changed: moment,
  comment_count: z.number(),
  files: z.array(z.unknown()),
});
export type Task = z.infer<typeof taskSchema>;
export const taskPageSchema = z.object({ tasks: rows });

export const commentSchema = z.object({
  id: z.string(),
  text: z.string(),
  person: z.nullish(z.string()),
  changed: moment,
});
export const commentPageSchema = z.object({ comments: rows });

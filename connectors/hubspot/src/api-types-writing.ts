import * as z from 'zod/mini';
import { identified } from './api-types.js';

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

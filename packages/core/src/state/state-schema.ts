import * as z from 'zod/mini';
import { emptyTally } from './sync-state.js';

const descriptorSchema = z.looseObject({ id: z.string(), item_type: z.string(), item_count: z.number() });
const text = z._default(z.string(), '');

const processedSchema = z.union([
  z.object({
    id: z.coerce.string(),
    parent_id: z._default(z.coerce.string(), ''),
    status: z._default(z.enum(['success', 'failed']), 'success'),
  }),
  // Before SDK 1.15.2 entries were plain ids.
  z.pipe(
    z.string(),
    z.transform((id) => ({ id, parent_id: '', status: 'success' as const })),
  ),
]);

const cursorSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const tallySchema = z.object({ delivered: z.number(), failed: z.number() });

export const coreSchema = z.object({
  version: z.number(),
  runId: text,
  streams: z._default(
    z.record(
      z.string(),
      z.object({
        version: z.number(),
        cursor: z.optional(cursorSchema),
        done: z.boolean(),
        refused: z.optional(z.boolean()),
        resting: z.optional(z.boolean()),
      }),
    ),
    {},
  ),
  outbox: z._default(z.object({ data: z.array(descriptorSchema), attachments: z.array(descriptorSchema) }), {
    data: [],
    attachments: [],
  }),
  openEnded: z._default(z.boolean(), true),
  metadataArtifactId: text,
  fieldsDropped: z._default(z.number(), 0),
  skipped: z._default(z.number(), 0),
  tally: z._default(z.object({ data: tallySchema, attachments: tallySchema }), emptyTally),
  gaps: z._default(z.record(z.string(), z.object({ from: z.string() })), {}),
  completed: z._default(
    z.record(z.string(), z.object({ version: z.number(), cursor: z.optional(cursorSchema) })),
    {},
  ),
  leftOut: z._default(
    z.record(z.string(), z.record(z.string(), z.object({ from: z.string(), run: z.string() }))),
    {},
  ),
  known: z._default(z.record(z.string(), z.array(z.string())), {}),
  mustFind: z._default(z.boolean(), false),
  mappingFingerprint: text,
  stalledInvocations: z._default(z.number(), 0),
  outageDelays: z._default(z.number(), 0),
  budgets: z._default(
    z.record(
      z.string(),
      z.object({
        spent: z.array(z.object({ units: z.number(), until: z.string() })),
        closedUntil: z.optional(z.string()),
      }),
    ),
    {},
  ),
  remembered: z._default(z.record(z.string(), z.string()), {}),
  pendingClockSkewSeconds: z._default(z.number(), 0),
  clockSkewSeconds: z._default(z.number(), 0),
});

const loadFileSchema = z.object({
  id: z.string(),
  file_name: text,
  itemType: z.string(),
  count: z._default(z.number(), 0),
  completed: z._default(z.boolean(), false),
  lineToProcess: z._default(z.number(), 0),
  begunUntil: z._default(z.number(), 0),
  begunAt: text,
  settled: z._default(z.array(z.number()), []),
});

export const sdkStateSchema = z.object({
  lastSyncStarted: text,
  lastSuccessfulSyncStarted: text,
  pendingWorkersOldest: text,
  pendingWorkersNewest: text,
  workersOldest: text,
  workersNewest: text,
  snapInVersionId: text,
  toDevRev: z.optional(
    z.nullable(
      z.looseObject({
        attachmentsMetadata: z.optional(
          z.looseObject({
            artifactIds: z._default(z.array(z.string()), []),
            lastProcessedAttachmentsIdsList: z._default(z.array(processedSchema), []),
          }),
        ),
      }),
    ),
  ),
  fromDevRev: z.optional(z.nullable(z.looseObject({ filesToLoad: z._default(z.array(loadFileSchema), []) }))),
  core: z.optional(coreSchema),
});

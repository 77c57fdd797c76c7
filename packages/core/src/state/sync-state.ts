import * as z from 'zod/mini';
import { ConfigurationError, PlatformError } from '../errors.js';
import type { SavedBudget } from '../http/rate-budget.js';
import { isJsonObject } from '../json-value.js';
import type { ArtifactDescriptor } from '../protocol/reply.js';

/**
 * The state document of one sync unit and direction. Written as the envelope of the official SDK's second major
 * version (`connectorState` / `sdkState`); read in that form and in the older flat one. Keys of the official SDK
 * keep their names so that either runtime can go on where the other stopped.
 * Source: devrev/adaas-sdk v1.20 `src/state/state.interfaces.ts` and its v2 branch.
 */

/** Version of what core keeps under `sdkState.core`; raise it together with a migration. */
export const coreStateVersion = 1;

/** A cursor is flat so that state stays small and can be compared. */
export type CursorValue = Readonly<Record<string, string | number | boolean>>;

export interface StreamProgress {
  /** The stream's own `stateVersion` when the cursor was written. */
  version: number;
  cursor?: CursorValue;
  done: boolean;
  /** The external system refused what the stream asked for: it was left where it was, and the run goes on without it. */
  refused?: boolean;
  /** Left out of this run because it was read whole not long ago. */
  resting?: boolean;
}

/** One file that was handled in the attachments phase; failed ones are not tried again within the run. */
export interface ProcessedAttachment {
  id: string;
  parent_id: string;
  status: 'success' | 'failed';
}

/** What a run has delivered and what it could not, to judge whether too much is missing. */
export interface Tally {
  delivered: number;
  failed: number;
}

/** What a stream has not delivered because the external system refused it, or because it rests. */
export interface StreamGap {
  /** Since when, RFC 3339 UTC in the clock of the external system; empty: from the beginning. */
  from: string;
}

/** An item type that was switched off in runs that would have delivered it. */
export interface LeftOutType extends StreamGap {
  /** Stream that delivers it. */
  stream: string;
  /** Last run that it was switched off in. */
  run: string;
}

/** Artifacts confirmed and checkpointed, but not yet known to be in a reply that the platform accepted. */
export interface Outbox {
  data: ArtifactDescriptor[];
  attachments: ArtifactDescriptor[];
}

export interface SyncState {
  lastSyncStarted: string;
  lastSuccessfulSyncStarted: string;
  pendingWorkersOldest: string;
  pendingWorkersNewest: string;
  workersOldest: string;
  workersNewest: string;
  snapInVersionId: string;
  attachments: {
    /** Artifacts of item type `attachments` still to be processed, first one is in work. */
    artifactIds: string[];
    processed: ProcessedAttachment[];
  };
  outbox: Outbox;
  /** Run the stream progress belongs to; another run starts its streams afresh. */
  runId: string;
  streams: Record<string, StreamProgress>;
  /** The run's window ends when it starts: there is no upper bound for what the source returns. */
  openEnded: boolean;
  /** Artifact with the metadata of the run, read back to check records against it; empty before there is one. */
  metadataArtifactId: string;
  /** Records and files skipped so far in this run. */
  skipped: number;
  /** Fields left out of delivered records because their values do not fit the metadata. */
  fieldsDropped: number;
  /** Counts of this run as of the saved cursors: records and files. */
  tally: { data: Tally; attachments: Tally };
  /** By stream; kept over runs until one of them delivers the stream. */
  gaps: Record<string, StreamGap>;
  /** By item type; kept until a run in which it is switched on again has delivered its stream. */
  leftOut: Record<string, LeftOutType>;
  /** Invocations in a row that ended without getting any further. */
  stalledInvocations: number;
  /** Delays in a row because the external system was down, without getting any further in between. */
  outageDelays: number;
  /** Limits of the external system by name: what was spent of them and still counts; absent in older documents. */
  budgets: Record<string, SavedBudget>;
  /** What the connector found out about its connection, by name. */
  remembered: Record<string, string>;
  /** Clock of the external system minus ours, seconds, when the pending and the committed boundary were taken. */
  pendingClockSkewSeconds: number;
  clockSkewSeconds: number;
  /** What this version does not know, kept for whoever does. */
  unknown: { connectorState: Record<string, unknown>; sdkState: Record<string, unknown> };
}

export function emptyTally(): SyncState['tally'] {
  return { data: { delivered: 0, failed: 0 }, attachments: { delivered: 0, failed: 0 } };
}

export function initialState(): SyncState {
  return {
    lastSyncStarted: '',
    lastSuccessfulSyncStarted: '',
    pendingWorkersOldest: '',
    pendingWorkersNewest: '',
    workersOldest: '',
    workersNewest: '',
    snapInVersionId: '',
    attachments: { artifactIds: [], processed: [] },
    outbox: { data: [], attachments: [] },
    runId: '',
    streams: {},
    openEnded: true,
    metadataArtifactId: '',
    skipped: 0,
    fieldsDropped: 0,
    tally: emptyTally(),
    gaps: {},
    leftOut: {},
    stalledInvocations: 0,
    outageDelays: 0,
    budgets: {},
    remembered: {},
    pendingClockSkewSeconds: 0,
    clockSkewSeconds: 0,
    unknown: { connectorState: {}, sdkState: {} },
  };
}

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

const tallySchema = z.object({ delivered: z.number(), failed: z.number() });

const coreSchema = z.object({
  version: z.number(),
  runId: text,
  streams: z._default(
    z.record(
      z.string(),
      z.object({
        version: z.number(),
        cursor: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
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
  leftOut: z._default(
    z.record(z.string(), z.object({ from: z.string(), stream: z.string(), run: z.string() })),
    {},
  ),
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

const sdkStateSchema = z.object({
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
  core: z.optional(coreSchema),
});

/** Keys of the official SDK in its flat form, which knows nothing of ours. */
const sdkStateKeys = new Set([
  ...Object.keys(sdkStateSchema.shape).filter((key) => key !== 'core'),
  'fromDevRev',
]);

/**
 * Reads a state document of any known age.
 * @throws PlatformError when the text is no JSON object or a field has the wrong type: guessing would lose data.
 * @throws ConfigurationError when a newer version of the connector wrote it.
 */
export function parseState(document: string): SyncState {
  const root = parseObject(document);
  const isEnvelope = 'connectorState' in root && 'sdkState' in root;
  if (!isEnvelope && ('connectorState' in root || 'sdkState' in root)) {
    throw unreadable('the envelope has only one of connectorState and sdkState');
  }
  const { connectorState, sdkState } = isEnvelope ? fromEnvelope(root) : splitFlat(root);
  const parsed = sdkStateSchema.safeParse(sdkState);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(`sdkState.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
  }
  const { core, toDevRev, ...sdk } = parsed.data;
  if (core && core.version > coreStateVersion) {
    throw new ConfigurationError(
      `The saved sync state has version ${core.version}, this connector reads up to ${coreStateVersion}. ` +
        'A newer version of the connector wrote it: upgrade this snap-in to that version or newer.',
      { code: 'state_from_newer_version' },
    );
  }
  const known = new Set(Object.keys(sdkStateSchema.shape));
  const { version: _, ...ownState } = core ?? { version: coreStateVersion };
  return {
    ...initialState(),
    ...sdk,
    ...(ownState as Partial<SyncState>),
    attachments: {
      artifactIds: toDevRev?.attachmentsMetadata?.artifactIds ?? [],
      processed: toDevRev?.attachmentsMetadata?.lastProcessedAttachmentsIdsList ?? [],
    },
    unknown: {
      connectorState,
      sdkState: Object.fromEntries(Object.entries(sdkState).filter(([key]) => !known.has(key))),
    },
  };
}

/** The document to store; the counterpart of {@link parseState}. */
export function serializeState(state: SyncState): string {
  const { attachments, unknown, ...rest } = state;
  const sdk = pick(rest, sdkKeys);
  return JSON.stringify({
    connectorState: unknown.connectorState,
    sdkState: {
      ...unknown.sdkState,
      ...sdk,
      toDevRev: {
        attachmentsMetadata: {
          artifactIds: attachments.artifactIds,
          lastProcessed: 0,
          lastProcessedAttachmentsIdsList: attachments.processed,
        },
      },
      core: { version: coreStateVersion, ...pick(rest, coreKeys) },
    },
  });
}

const coreKeys = Object.keys(coreSchema.shape).filter((key) => key !== 'version');
const sdkKeys = Object.keys(sdkStateSchema.shape).filter((key) => key !== 'core' && key !== 'toDevRev');

function pick(source: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(source).filter(([key]) => keys.includes(key)));
}

function parseObject(document: string): Record<string, unknown> {
  let root: unknown;
  try {
    root = JSON.parse(document);
  } catch {
    throw unreadable('it is not JSON');
  }
  if (!isJsonObject(root)) throw unreadable('it is not a JSON object');
  return root;
}

function fromEnvelope(root: Record<string, unknown>) {
  const { connectorState, sdkState } = root;
  if (!isJsonObject(connectorState) || !isJsonObject(sdkState)) {
    throw unreadable('connectorState and sdkState must be objects');
  }
  return { connectorState, sdkState };
}

function splitFlat(root: Record<string, unknown>) {
  const entries = Object.entries(root);
  return {
    connectorState: Object.fromEntries(entries.filter(([key]) => !sdkStateKeys.has(key))),
    sdkState: Object.fromEntries(entries.filter(([key]) => sdkStateKeys.has(key))),
  };
}

function unreadable(reason: string): PlatformError {
  return new PlatformError(
    `Failed to init state: the saved sync state cannot be read (${reason}). Nothing was extracted and the state was ` +
      'left as it is; restore it, or delete this sync and import again to start afresh.',
    { code: 'state_unreadable' },
  );
}

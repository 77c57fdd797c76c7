import type { SavedBudget } from '../http/rate-budget.js';
import type { ArtifactDescriptor } from '../protocol/reply.js';
import type { LoadFileProgress } from './load-progress.js';

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

/** An item type that was switched off in runs that would have delivered it, or that no version before this one had. */
export interface LeftOutType extends StreamGap {
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
  /** By stream that keeps its cursor: where the last run that brought it completely has ended. */
  completed: Record<string, Pick<StreamProgress, 'version' | 'cursor'>>;
  /** By stream and item type; kept until a run in which it is switched on again has delivered its stream. */
  leftOut: Record<string, Record<string, LeftOutType>>;
  /** By stream: item types it had in the last whole run; empty before there was one, and in older documents. */
  known: Record<string, string[]>;
  /** Invocations in a row that ended without getting any further. */
  stalledInvocations: number;
  /** Delays in a row because the external system was down, without getting any further in between. */
  outageDelays: number;
  /** Limits of the external system by name: what was spent of them and still counts; absent in older documents. */
  budgets: Record<string, SavedBudget>;
  /** Files to load into the external system, of the run under way or the last one. */
  loadFiles: LoadFileProgress[];
  /** An earlier run may have made objects that nobody knows of: this one looks for each before it makes it. */
  mustFind: boolean;
  /** Of the initial domain mapping that was installed last; empty in older documents. */
  mappingFingerprint: string;
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
    completed: {},
    leftOut: {},
    known: {},
    loadFiles: [],
    mustFind: false,
    mappingFingerprint: '',
    stalledInvocations: 0,
    outageDelays: 0,
    budgets: {},
    remembered: {},
    pendingClockSkewSeconds: 0,
    clockSkewSeconds: 0,
    unknown: { connectorState: {}, sdkState: {} },
  };
}

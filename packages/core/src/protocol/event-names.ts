/**
 * Names of the control protocol. Source: devrev/adaas-sdk v1.20 `src/types/extraction.ts`,
 * `src/common/event-type-translation.ts`, and the developer docs "Extraction phases".
 */

/** Incoming events in their current spelling. */
export const incomingEventTypes = [
  'START_EXTRACTING_EXTERNAL_SYNC_UNITS',
  'START_EXTRACTING_METADATA',
  'CONTINUE_EXTRACTING_METADATA',
  'START_EXTRACTING_DATA',
  'CONTINUE_EXTRACTING_DATA',
  'START_EXTRACTING_ATTACHMENTS',
  'CONTINUE_EXTRACTING_ATTACHMENTS',
  'START_DELETING_EXTRACTOR_STATE',
  'START_DELETING_EXTRACTOR_ATTACHMENTS_STATE',
  'START_LOADING_DATA',
  'CONTINUE_LOADING_DATA',
  'START_LOADING_ATTACHMENTS',
  'CONTINUE_LOADING_ATTACHMENTS',
  'START_DELETING_LOADER_STATE',
  'START_DELETING_LOADER_ATTACHMENT_STATE',
] as const;
export type IncomingEventType = (typeof incomingEventTypes)[number];

/** Older platforms and the official acceptance tests still send these. */
const legacyIncoming = new Map<string, IncomingEventType>(
  Object.entries({
    EXTRACTION_EXTERNAL_SYNC_UNITS_START: 'START_EXTRACTING_EXTERNAL_SYNC_UNITS',
    EXTRACTION_METADATA_START: 'START_EXTRACTING_METADATA',
    EXTRACTION_DATA_START: 'START_EXTRACTING_DATA',
    EXTRACTION_DATA_CONTINUE: 'CONTINUE_EXTRACTING_DATA',
    EXTRACTION_DATA_DELETE: 'START_DELETING_EXTRACTOR_STATE',
    EXTRACTION_ATTACHMENTS_START: 'START_EXTRACTING_ATTACHMENTS',
    EXTRACTION_ATTACHMENTS_CONTINUE: 'CONTINUE_EXTRACTING_ATTACHMENTS',
    EXTRACTION_ATTACHMENTS_DELETE: 'START_DELETING_EXTRACTOR_ATTACHMENTS_STATE',
  } as const),
);

export type Phase =
  | 'external_sync_units'
  | 'metadata'
  | 'data'
  | 'attachments'
  | 'delete_extractor_state'
  | 'delete_extractor_attachments_state'
  | 'load_data'
  | 'load_attachments'
  | 'delete_loader_state'
  | 'delete_loader_attachment_state';

/** Ways a phase can answer; `progress` and `delayed` exist only where the platform can continue. */
export type Outcome = 'done' | 'error' | 'progress' | 'delayed';

interface PhaseNames {
  done: string;
  error: string;
  progress?: string;
  delayed?: string;
}

const phaseNames: Readonly<Record<Phase, PhaseNames>> = {
  external_sync_units: {
    done: 'EXTERNAL_SYNC_UNIT_EXTRACTION_DONE',
    error: 'EXTERNAL_SYNC_UNIT_EXTRACTION_ERROR',
  },
  metadata: { done: 'METADATA_EXTRACTION_DONE', error: 'METADATA_EXTRACTION_ERROR' },
  data: resumable('DATA_EXTRACTION'),
  attachments: resumable('ATTACHMENT_EXTRACTION'),
  delete_extractor_state: { done: 'EXTRACTOR_STATE_DELETION_DONE', error: 'EXTRACTOR_STATE_DELETION_ERROR' },
  delete_extractor_attachments_state: {
    done: 'EXTRACTOR_ATTACHMENTS_STATE_DELETION_DONE',
    error: 'EXTRACTOR_ATTACHMENTS_STATE_DELETION_ERROR',
  },
  load_data: resumable('DATA_LOADING'),
  load_attachments: resumable('ATTACHMENT_LOADING'),
  delete_loader_state: { done: 'LOADER_STATE_DELETION_DONE', error: 'LOADER_STATE_DELETION_ERROR' },
  delete_loader_attachment_state: {
    done: 'LOADER_ATTACHMENT_STATE_DELETION_DONE',
    error: 'LOADER_ATTACHMENT_STATE_DELETION_ERROR',
  },
};

function resumable(prefix: string): PhaseNames {
  return {
    done: `${prefix}_DONE`,
    error: `${prefix}_ERROR`,
    progress: `${prefix}_PROGRESS`,
    delayed: `${prefix}_DELAYED`,
  };
}

const phaseOfEvent: Readonly<Record<IncomingEventType, Phase>> = {
  START_EXTRACTING_EXTERNAL_SYNC_UNITS: 'external_sync_units',
  START_EXTRACTING_METADATA: 'metadata',
  CONTINUE_EXTRACTING_METADATA: 'metadata',
  START_EXTRACTING_DATA: 'data',
  CONTINUE_EXTRACTING_DATA: 'data',
  START_EXTRACTING_ATTACHMENTS: 'attachments',
  CONTINUE_EXTRACTING_ATTACHMENTS: 'attachments',
  START_DELETING_EXTRACTOR_STATE: 'delete_extractor_state',
  START_DELETING_EXTRACTOR_ATTACHMENTS_STATE: 'delete_extractor_attachments_state',
  START_LOADING_DATA: 'load_data',
  CONTINUE_LOADING_DATA: 'load_data',
  START_LOADING_ATTACHMENTS: 'load_attachments',
  CONTINUE_LOADING_ATTACHMENTS: 'load_attachments',
  START_DELETING_LOADER_STATE: 'delete_loader_state',
  START_DELETING_LOADER_ATTACHMENT_STATE: 'delete_loader_attachment_state',
};

/** Reply for an event this connector has no answer to. */
export const unknownEventReply = 'UNKNOWN_EVENT_TYPE';

/** Current name of an incoming event, or undefined when neither spelling is known. */
export function canonicalEventType(name: string): IncomingEventType | undefined {
  return incomingEventTypes.find((known) => known === name) ?? legacyIncoming.get(name);
}

export function phaseOf(eventType: IncomingEventType): Phase {
  return phaseOfEvent[eventType];
}

/** True when the platform can continue the phase after a progress or delayed reply. */
export function isResumable(phase: Phase): boolean {
  return phaseNames[phase].progress !== undefined;
}

/** Event type of the reply; a phase that cannot be continued has no progress or delayed reply. */
export function replyEventType(phase: Phase, outcome: Outcome): string | undefined {
  return phaseNames[phase][outcome];
}

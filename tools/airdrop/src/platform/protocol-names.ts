/**
 * Event names of the control protocol and what each phase may answer. Only current names are listed:
 * a connector may accept older ones but must send these.
 */

export type ReplyKind = 'done' | 'error' | 'progress' | 'delayed';

export type Phase =
  | 'external-sync-units'
  | 'metadata'
  | 'data'
  | 'attachments'
  | 'loading-data'
  | 'loading-attachments'
  | 'extractor-state-deletion'
  | 'extractor-attachments-state-deletion'
  | 'loader-state-deletion'
  | 'loader-attachment-state-deletion';

export interface PhaseProtocol {
  start: string;
  /** Absent for phases that cannot be continued: an invocation that does not finish them has failed. */
  continue?: string;
  replies: Partial<Record<ReplyKind, string>> & { done: string; error: string };
  /** Stateless phases neither read nor write the state document. */
  stateful: boolean;
  side: 'extraction' | 'loading' | 'deletion';
}

export const phaseProtocols: Readonly<Record<Phase, PhaseProtocol>> = {
  'external-sync-units': {
    start: 'START_EXTRACTING_EXTERNAL_SYNC_UNITS',
    replies: {
      done: 'EXTERNAL_SYNC_UNIT_EXTRACTION_DONE',
      error: 'EXTERNAL_SYNC_UNIT_EXTRACTION_ERROR',
    },
    stateful: false,
    side: 'extraction',
  },
  metadata: {
    start: 'START_EXTRACTING_METADATA',
    replies: { done: 'METADATA_EXTRACTION_DONE', error: 'METADATA_EXTRACTION_ERROR' },
    stateful: true,
    side: 'extraction',
  },
  data: {
    start: 'START_EXTRACTING_DATA',
    continue: 'CONTINUE_EXTRACTING_DATA',
    replies: resumableReplies('DATA_EXTRACTION'),
    stateful: true,
    side: 'extraction',
  },
  attachments: {
    start: 'START_EXTRACTING_ATTACHMENTS',
    continue: 'CONTINUE_EXTRACTING_ATTACHMENTS',
    replies: resumableReplies('ATTACHMENT_EXTRACTION'),
    stateful: true,
    side: 'extraction',
  },
  'loading-data': {
    start: 'START_LOADING_DATA',
    continue: 'CONTINUE_LOADING_DATA',
    replies: resumableReplies('DATA_LOADING'),
    stateful: true,
    side: 'loading',
  },
  'loading-attachments': {
    start: 'START_LOADING_ATTACHMENTS',
    continue: 'CONTINUE_LOADING_ATTACHMENTS',
    replies: resumableReplies('ATTACHMENT_LOADING'),
    stateful: true,
    side: 'loading',
  },
  'extractor-state-deletion': deletion('START_DELETING_EXTRACTOR_STATE', 'EXTRACTOR_STATE_DELETION'),
  'extractor-attachments-state-deletion': deletion(
    'START_DELETING_EXTRACTOR_ATTACHMENTS_STATE',
    'EXTRACTOR_ATTACHMENTS_STATE_DELETION',
  ),
  'loader-state-deletion': deletion('START_DELETING_LOADER_STATE', 'LOADER_STATE_DELETION'),
  'loader-attachment-state-deletion': deletion(
    'START_DELETING_LOADER_ATTACHMENT_STATE',
    'LOADER_ATTACHMENT_STATE_DELETION',
  ),
};

/** Phase an incoming event belongs to; undefined for names the protocol does not know. */
export function phaseOfEvent(eventType: string): Phase | undefined {
  for (const [phase, protocol] of Object.entries(phaseProtocols)) {
    if (protocol.start === eventType || protocol.continue === eventType) return phase as Phase;
  }
  return undefined;
}

/** What a reply name means in a phase; undefined when the phase does not know the name. */
export function replyKindOf(phase: Phase, replyType: string): ReplyKind | undefined {
  for (const [kind, name] of Object.entries(phaseProtocols[phase].replies)) {
    if (name === replyType) return kind as ReplyKind;
  }
  return undefined;
}

function resumableReplies(stem: string): Record<ReplyKind, string> {
  return {
    done: `${stem}_DONE`,
    error: `${stem}_ERROR`,
    progress: `${stem}_PROGRESS`,
    delayed: `${stem}_DELAYED`,
  };
}

function deletion(start: string, stem: string): PhaseProtocol {
  return {
    start,
    replies: { done: `${stem}_DONE`, error: `${stem}_ERROR` },
    stateful: false,
    side: 'deletion',
  };
}

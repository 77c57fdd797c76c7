import type { EventContext } from './event.js';
import { limits } from './limits.js';

/** Descriptor of one uploaded artifact as replies carry it (wire names). */
export interface ArtifactDescriptor {
  id: string;
  item_type: string;
  item_count: number;
  oldest_created_date?: string;
  newest_created_date?: string;
  oldest_modified_date?: string;
  newest_modified_date?: string;
}

/** How many items of one type an invocation has loaded. */
export interface LoadReport {
  item_type: string;
  created: number;
  updated: number;
  /** Items that were equal on both sides already. */
  skipped: number;
  failed: number;
}

/** What a phase ended with; turned into exactly one reply. */
export interface PhaseReply {
  eventType: string;
  /** Present on every extraction reply sent after the phase could start, empty when nothing was uploaded. */
  artifacts?: readonly ArtifactDescriptor[];
  /** Whole seconds, at least 1; only on delayed replies. */
  delaySeconds?: number;
  /** Sentence for the user; only on error replies. */
  errorMessage?: string;
  /** Of this invocation; on all loading replies. */
  reports?: readonly LoadReport[];
  /** Artifacts that this invocation has loaded to their end; on all loading replies. */
  processedFiles?: readonly string[];
  /** Resolved extraction window, echoed inside the event context. */
  window?: { from?: string; to?: string };
}

/**
 * Body of the one reply of an invocation.
 * Source: devrev/adaas-sdk v1.20 `src/common/control-protocol.ts`, `src/multithreading/worker-adapter`.
 */
export function replyBody(
  context: EventContext,
  reply: PhaseReply,
  libraryVersion: string,
): Record<string, unknown> {
  const from = reply.window?.from ?? context.extract_from ?? undefined;
  const to = reply.window?.to ?? context.extract_to ?? undefined;
  return {
    event_type: reply.eventType,
    event_context: { ...context, ...(from && { extract_from: from }), ...(to && { extract_to: to }) },
    event_data: {
      ...(reply.artifacts && { artifacts: reply.artifacts }),
      ...(reply.reports && { reports: reply.reports }),
      ...(reply.processedFiles && { processed_files: reply.processedFiles }),
      ...(reply.delaySeconds !== undefined && { delay: Math.max(1, Math.ceil(reply.delaySeconds)) }),
      ...(reply.errorMessage !== undefined && { error: { message: shortenMessage(reply.errorMessage) } }),
    },
    worker_metadata: {
      adaas_library_version: libraryVersion,
      ...(from && { oldest_state_date: from }),
      ...(to && { newest_state_date: to }),
      ...lastArtifactDates(reply),
    },
  };
}

/** Date bounds describe the item type uploaded last, on done and progress replies of data and attachments only. */
function lastArtifactDates(reply: PhaseReply): Partial<ArtifactDescriptor> {
  const last = reply.artifacts?.at(-1);
  if (!last || !/^(DATA|ATTACHMENT)_EXTRACTION_(DONE|PROGRESS)$/.test(reply.eventType)) return {};
  const same = reply.artifacts?.filter((artifact) => artifact.item_type === last.item_type) ?? [];
  return {
    item_type: last.item_type,
    ...bound('oldest_created_date', same, 'first'),
    ...bound('newest_created_date', same, 'last'),
    ...bound('oldest_modified_date', same, 'first'),
    ...bound('newest_modified_date', same, 'last'),
  };
}

type DateBound =
  | 'oldest_created_date'
  | 'newest_created_date'
  | 'oldest_modified_date'
  | 'newest_modified_date';

function bound(key: DateBound, artifacts: readonly ArtifactDescriptor[], end: 'first' | 'last') {
  let found: string | undefined;
  for (const { [key]: value } of artifacts) {
    if (value === undefined) continue;
    if (found === undefined || (end === 'first' ? value < found : value > found)) found = value;
  }
  return found === undefined ? {} : { [key]: found };
}

function shortenMessage(message: string): string {
  const max = limits.errorMessageMaxCharacters;
  return message.length <= max
    ? message
    : `${message.slice(0, max)}... ${message.length - max} more characters`;
}

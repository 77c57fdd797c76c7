import type { AcceptedReply, ArtifactDescriptor, Invocation } from './invocation-desk.js';
import {
  changedMembers,
  isDateTime,
  isJsonObject,
  isText,
  isWholeNumber,
  type JsonObject,
} from './json-shape.js';
import { phaseOfEvent, phaseProtocols, type ReplyKind, replyKindOf } from './protocol-names.js';
import { maxErrorMessageCharacters, maxReplyBytes, refuse } from './protocol-rules.js';

/**
 * Checks everything about a reply that can be judged without opening its artifacts. Throws a `Refusal`
 * naming the first broken rule.
 */
export function readReply(invocation: Invocation, text: string, body: JsonObject): AcceptedReply {
  const bytes = Buffer.byteLength(text);
  if (bytes >= maxReplyBytes) refuse('reply-size', `The reply has ${bytes} bytes.`, 413);
  const eventType = body.event_type;
  const kind = replyKind(invocation, eventType);
  checkContext(invocation, body.event_context);
  checkWorkerMetadata(body.worker_metadata);
  const data = body.event_data;
  if (!isJsonObject(data)) return refuse('reply-data', `The reply ${eventType} has no event_data object.`);
  const protocol = phaseProtocols[invocation.phase];
  const reply: AcceptedReply = {
    eventType: String(eventType),
    kind,
    artifacts: protocol.side === 'extraction' ? descriptors(kind, data) : [],
    body,
  };
  if (protocol.side === 'loading') checkLoadingData(kind, data);
  checkItemCounts(invocation, kind, data);
  if (kind === 'delayed') reply.delaySeconds = delaySeconds(data);
  // An event the connector does not know may be answered without a reason.
  const needsReason = eventType !== 'UNKNOWN_EVENT_TYPE' || data.error !== undefined;
  if (kind === 'error' && needsReason) reply.errorMessage = errorMessage(data);
  return reply;
}

function replyKind(invocation: Invocation, eventType: unknown): ReplyKind {
  const sent = invocation.event.payload.event_type;
  // An event type made up by a test belongs to no phase and has one proper answer.
  if (eventType === 'UNKNOWN_EVENT_TYPE' && phaseOfEvent(sent) === undefined) return 'error';
  const kind = typeof eventType === 'string' ? replyKindOf(invocation.phase, eventType) : undefined;
  if (kind !== undefined) return kind;
  const legal = Object.values(phaseProtocols[invocation.phase].replies).join(', ');
  return refuse('reply-name', `${JSON.stringify(eventType)} is no reply to ${sent}; known are ${legal}.`);
}

function checkContext(invocation: Invocation, context: unknown): void {
  if (!isJsonObject(context)) refuse('reply-context', 'The reply has no event_context object.');
  const sent = invocation.event.payload.event_context;
  const changed = changedMembers(sent, context);
  // The window is resolved by the connector and may replace a raw value the platform sent.
  const wrong = changed.filter((name) => !windowMembers.includes(name));
  if (wrong.length > 0) refuse('reply-context', `Missing or changed in event_context: ${wrong.join(', ')}.`);
  for (const [name, value] of Object.entries(context)) {
    if (windowMembers.includes(name)) {
      if (value !== undefined && !isDateTime(value)) {
        refuse('reply-context', `event_context.${name} is not an RFC 3339 date-time.`);
      }
    } else if (!Object.hasOwn(sent, name)) {
      refuse('reply-context', `event_context has an added member "${name}".`);
    }
  }
}

const windowMembers = ['extract_from', 'extract_to'];

function checkWorkerMetadata(metadata: unknown): void {
  if (!isJsonObject(metadata)) {
    refuse('reply-worker-metadata', 'The reply has no worker_metadata object.');
  }
  if (!isText(metadata.adaas_library_version)) {
    refuse('reply-worker-metadata', 'worker_metadata.adaas_library_version is missing.');
  }
  for (const [name, value] of Object.entries(metadata)) {
    if (name.endsWith('_date') && !isDateTime(value)) {
      refuse('reply-worker-metadata', `worker_metadata.${name} is not an RFC 3339 date-time.`);
    }
  }
}

function descriptors(kind: ReplyKind, data: JsonObject): ArtifactDescriptor[] {
  if (data.external_sync_units !== undefined) {
    refuse('reply-data', 'External sync units are listed inline instead of as an artifact.');
  }
  const artifacts = data.artifacts;
  // The supervisor of a worker that died reports the error without a list.
  if (artifacts === undefined && kind === 'error') return [];
  if (!Array.isArray(artifacts)) return refuse('reply-data', 'event_data.artifacts is not an array.');
  const seen = new Set<string>();
  return artifacts.map((artifact: unknown, index) => {
    const descriptor = readDescriptor(artifact, index);
    if (seen.has(descriptor.id)) refuse('artifact-descriptor', `Artifact ${descriptor.id} is listed twice.`);
    seen.add(descriptor.id);
    return descriptor;
  });
}

function readDescriptor(artifact: unknown, index: number): ArtifactDescriptor {
  const where = `event_data.artifacts[${index}]`;
  if (!isJsonObject(artifact)) return refuse('artifact-descriptor', `${where} is not an object.`);
  const { id, item_type: itemType, item_count: itemCount } = artifact;
  if (!isText(id) || !isText(itemType) || !isWholeNumber(itemCount, 0)) {
    return refuse('artifact-descriptor', `${where} lacks an id, an item_type or a whole item_count.`);
  }
  for (const [name, value] of Object.entries(artifact)) {
    if (name.endsWith('_date') && !isDateTime(value)) {
      refuse('artifact-descriptor', `${where}.${name} is not an RFC 3339 date-time.`);
    }
  }
  return { ...artifact, id, item_type: itemType, item_count: itemCount };
}

function checkLoadingData(kind: ReplyKind, data: JsonObject): void {
  if (kind === 'error') return;
  for (const name of ['reports', 'processed_files']) {
    if (!Array.isArray(data[name])) refuse('reply-data', `event_data.${name} is not an array.`);
  }
}

function checkItemCounts(invocation: Invocation, kind: ReplyKind, data: JsonObject): void {
  const counts = data.pre_extraction_item_counts;
  if (counts === undefined) return;
  if (invocation.phase !== 'metadata' || kind !== 'done') {
    refuse('reply-data', 'pre_extraction_item_counts belongs to METADATA_EXTRACTION_DONE only.');
  }
  const wellFormed =
    Array.isArray(counts) &&
    counts.every(
      (entry) => isJsonObject(entry) && isText(entry.record_type) && isWholeNumber(entry.count, 0),
    );
  if (!wellFormed) refuse('reply-data', 'pre_extraction_item_counts is not a list of {record_type, count}.');
}

function delaySeconds(data: JsonObject): number {
  const delay = data.delay;
  if (!isWholeNumber(delay, 1)) return refuse('reply-delay', `event_data.delay is ${JSON.stringify(delay)}.`);
  return delay;
}

function errorMessage(data: JsonObject): string {
  const error = data.error;
  const message = isJsonObject(error) ? error.message : undefined;
  if (!isText(message)) return refuse('reply-error', 'event_data.error.message is missing.');
  const cut = /\.\.\. \d+ more characters$/.exec(message);
  const length = cut === null ? message.length : cut.index;
  if (length > maxErrorMessageCharacters) {
    refuse('reply-error', `event_data.error.message has ${message.length} characters.`);
  }
  return message;
}

import type { ArtifactInspection, DateBounds } from './artifact-inspection.js';
import type { Artifact, ArtifactStore } from './artifact-store.js';
import type { InspectionDesk } from './inspection-desk.js';
import type { AcceptedReply, ArtifactDescriptor } from './invocation-desk.js';
import { isJsonObject, type JsonObject } from './json-shape.js';
import type { Phase } from './protocol-names.js';
import { refuse } from './protocol-rules.js';
import type { RecordShape } from './record-shape.js';

/** Item types a phase may deliver beside, in the data phase, the record types of the metadata. */
const specialItemTypes: Partial<Record<Phase, { itemType: string; shape?: RecordShape }>> = {
  'external-sync-units': { itemType: 'external_sync_units', shape: 'external_sync_units' },
  metadata: { itemType: 'external_domain_metadata' },
  data: { itemType: 'attachments', shape: 'attachments' },
  attachments: { itemType: 'ssor_attachment', shape: 'ssor_attachment' },
};

/** Record types declared by the metadata of the run; `any` while a single event is played for which nobody knows them. */
export type KnownRecordTypes = ReadonlySet<string> | 'any';

export interface ReplyArtifacts {
  /** In the order of the reply. */
  artifacts: Artifact[];
  /** The metadata document of a finished metadata phase. */
  metadata?: JsonObject;
}

/** Opens every artifact a reply lists and checks it. Throws a `Refusal` naming the first broken rule. */
export async function checkReplyArtifacts(options: {
  phase: Phase;
  reply: AcceptedReply;
  store: ArtifactStore;
  inspections: InspectionDesk;
  recordTypes: KnownRecordTypes;
}): Promise<ReplyArtifacts> {
  const { phase, reply, store, inspections, recordTypes } = options;
  const artifacts: Artifact[] = [];
  let metadata: JsonObject | undefined;
  for (const descriptor of reply.artifacts) {
    const artifact = deliveredArtifact(store, phase, descriptor);
    const shape = shapeOf(phase, descriptor, recordTypes);
    const inspection = await inspections.inspect(artifact.id, store.fileOf(artifact));
    checkContent(descriptor, inspection);
    if (shape !== undefined) checkShape(descriptor, inspection, shape);
    if (shape === 'ssor_attachment') checkNamedArtifacts(store, inspection);
    if (phase === 'metadata') metadata = metadataDocument(inspection);
    artifacts.push(artifact);
  }
  if (phase === 'metadata' && reply.kind === 'done' && artifacts.length !== 1) {
    refuse('metadata-document', `The reply lists ${artifacts.length} artifacts.`);
  }
  return { artifacts, ...(metadata === undefined ? {} : { metadata }) };
}

/** Record types a metadata document declares. */
export function declaredRecordTypes(metadata: JsonObject): Set<string> {
  const recordTypes = metadata.record_types;
  return new Set(isJsonObject(recordTypes) ? Object.keys(recordTypes) : []);
}

function deliveredArtifact(store: ArtifactStore, phase: Phase, { id }: ArtifactDescriptor): Artifact {
  const artifact = store.find(id);
  if (artifact === undefined) return refuse('artifact-known', `The reply lists the unknown artifact ${id}.`);
  if (artifact.uploaded === undefined) refuse('artifact-uploaded', `Artifact ${id} has no uploaded content.`);
  if (!artifact.confirmed && phase !== 'external-sync-units') {
    refuse('artifact-confirmed', `Artifact ${id} was not confirmed.`);
  }
  return artifact;
}

function shapeOf(
  phase: Phase,
  { id, item_type: itemType }: ArtifactDescriptor,
  recordTypes: KnownRecordTypes,
): RecordShape | undefined {
  const special = specialItemTypes[phase];
  if (special?.itemType === itemType) return special.shape;
  if (phase === 'data' && (recordTypes === 'any' || recordTypes.has(itemType))) return 'domain';
  return refuse(
    'item-type',
    `Artifact ${id} has item_type "${itemType}", which the ${phase} phase does not know.`,
  );
}

function checkContent(descriptor: ArtifactDescriptor, inspection: ArtifactInspection): void {
  const { id, item_count: itemCount } = descriptor;
  if (inspection.unreadable !== undefined) {
    refuse('artifact-content', `Artifact ${id} cannot be read: ${inspection.unreadable}.`);
  }
  if (inspection.records !== itemCount) {
    refuse('item-count', `Artifact ${id} holds ${inspection.records} records, item_count is ${itemCount}.`);
  }
  checkBounds(descriptor, 'created', inspection.created);
  checkBounds(descriptor, 'modified', inspection.modified);
}

function checkBounds(
  descriptor: ArtifactDescriptor,
  kind: 'created' | 'modified',
  bounds: DateBounds | undefined,
): void {
  for (const end of ['oldest', 'newest'] as const) {
    const name = `${end}_${kind}_date`;
    const stated = descriptor[name];
    if (stated === undefined) continue;
    if (bounds === undefined || Date.parse(String(stated)) !== bounds[end]) {
      const found = bounds === undefined ? 'no such date' : new Date(bounds[end]).toISOString();
      refuse('artifact-dates', `Artifact ${descriptor.id} states ${name} ${stated}, its file has ${found}.`);
    }
  }
}

function checkShape(
  descriptor: ArtifactDescriptor,
  inspection: ArtifactInspection,
  shape: RecordShape,
): void {
  const misfit = inspection.misfits[shape];
  if (misfit !== undefined) {
    refuse('record-shape', `Artifact ${descriptor.id} of item type ${descriptor.item_type}: ${misfit}`);
  }
}

function checkNamedArtifacts(store: ArtifactStore, inspection: ArtifactInspection): void {
  for (const id of inspection.namedArtifacts) {
    const artifact = store.find(id);
    if (artifact?.uploaded === undefined || !artifact.confirmed) {
      refuse('attachment-artifact', `A record names the artifact ${id}, which is not held.`);
    }
  }
}

function metadataDocument(inspection: ArtifactInspection): JsonObject {
  const document = inspection.metadataDocument;
  if (inspection.records !== 1) {
    return refuse('metadata-document', `The artifact holds ${inspection.records} records.`);
  }
  if (document?.schema_version !== 'v0.2.0') {
    return refuse('metadata-document', `schema_version is ${JSON.stringify(document?.schema_version)}.`);
  }
  if (!isJsonObject(document.record_types)) {
    return refuse('metadata-document', 'The document has no record_types.');
  }
  return document;
}

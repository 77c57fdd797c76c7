import { readArtifact } from '../artifacts/artifact-reader.js';
import { createArtifactWriter } from '../artifacts/artifact-writer.js';
import { ContractViolation, PlatformError } from '../errors.js';
import { isJsonObject } from '../json-value.js';
import { buildMetadata, type MetadataDocument } from '../metadata/metadata-document.js';
import type { ArtifactDescriptor } from '../protocol/reply.js';
import type { Invocation } from '../runtime/invocation.js';
import { metadataFindings } from '../validation/metadata-checks.js';

/** Uploads the connector's metadata as the external system is configured now. */
export async function extractMetadata(invocation: Invocation): Promise<ArtifactDescriptor[]> {
  const document = await discoverMetadata(invocation);
  refuseInvalid(document);
  const writer = createArtifactWriter(invocation);
  await writer.add({ itemType: 'external_domain_metadata', line: JSON.stringify(document) });
  await writer.flush();
  invocation.log.info('metadata extracted', { record_types: Object.keys(document.record_types).length });
  return writer.takeConfirmed();
}

/** Better than a run whose records the platform does not take. */
function refuseInvalid(document: MetadataDocument): void {
  const refused = metadataFindings(document).find(({ severity }) => severity === 'error');
  if (!refused) return;
  const { code, path, problem, fix } = refused;
  throw new ContractViolation(
    `The connector's metadata is invalid: ${path} ${problem} (${code}). ${fix} Report this with the log of the run.`,
    { code: 'metadata_invalid' },
  );
}

/**
 * The metadata this run was started with, read back from the platform: what the records are imported by, and without
 * asking the external system again in every invocation. A run begun by another runtime has not noted where it is.
 */
export async function metadataOfRun(invocation: Invocation, artifactId: string): Promise<MetadataDocument> {
  if (artifactId === '') return discoverMetadata(invocation);
  for await (const record of readArtifact(
    await invocation.platform.downloadArtifact(artifactId),
    invocation.clock,
  )) {
    if (isMetadata(record)) return record;
  }
  throw new PlatformError('The metadata of this run could not be read back. Start the sync again.');
}

async function discoverMetadata(invocation: Invocation): Promise<MetadataDocument> {
  const { recordTypes, families = [], discover } = invocation.connector.metadata;
  const context = {
    client: invocation.client(),
    externalSyncUnit: invocation.unit,
    options: invocation.options(),
  };
  const discovered = discover ? await discover(context) : [];
  return buildMetadata([...recordTypes, ...discovered], families);
}

function isMetadata(record: unknown): record is MetadataDocument {
  return isJsonObject(record) && isJsonObject(record.record_types);
}

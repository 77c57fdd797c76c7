import { createArtifactWriter } from '../artifacts/artifact-writer.js';
import { buildMetadata } from '../metadata/metadata-document.js';
import type { ArtifactDescriptor } from '../protocol/reply.js';
import type { Invocation } from '../runtime/invocation.js';

/** Uploads the connector's metadata as the external system is configured now. */
export async function extractMetadata(invocation: Invocation): Promise<ArtifactDescriptor[]> {
  const { connector, platform, unit, log } = invocation;
  const { recordTypes, families = [], discover } = connector.metadata;
  const discovered = discover ? await discover({ client: invocation.client(), externalSyncUnit: unit }) : [];
  const document = buildMetadata([...recordTypes, ...discovered], families);
  const writer = createArtifactWriter({ platform });
  await writer.add({
    itemType: 'external_domain_metadata',
    id: 'metadata',
    createdDate: undefined,
    modifiedDate: undefined,
    line: JSON.stringify(document),
  });
  await writer.flush();
  log.info('metadata extracted', { record_types: Object.keys(document.record_types).length });
  return writer.takeConfirmed();
}

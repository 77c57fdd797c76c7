import { inspectArtifact } from './artifact-inspection.js';
import { declaredRecordTypes } from './artifact-rules.js';
import { openArtifactStore } from './artifact-store.js';

/** Record types of the latest metadata in a data directory; a platform that has been running all the time still knows them. */
export async function acceptedRecordTypes(dataDirectory: string): Promise<ReadonlySet<string>> {
  const artifacts = await openArtifactStore(dataDirectory);
  const accepted = [...artifacts.accepted()];
  const metadata = accepted.findLast(({ accepted: { itemType } }) => itemType === 'external_domain_metadata');
  if (metadata === undefined) return new Set();
  const { metadataDocument } = await inspectArtifact(artifacts.fileOf(metadata));
  return metadataDocument === undefined ? new Set() : declaredRecordTypes(metadataDocument);
}

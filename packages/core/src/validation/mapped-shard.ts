import type { DevrevObject } from '../devrev-objects/index.js';
import type { MappingDocument, ShardDocument } from '../mapping/mapping-document.js';
import type { MetadataDocument } from '../metadata/metadata-document.js';

/** One way a record type becomes an object, with all that is needed to judge its fields. */
export interface MappedShard {
  path: string;
  shard: ShardDocument;
  /** Undefined for a custom object, which takes any field. */
  object: DevrevObject | undefined;
  /** Record types it applies to. */
  recordTypes: readonly string[];
  metadata: MetadataDocument;
  mapping: MappingDocument;
}

import type { MetadataDocument } from '../metadata/metadata-document.js';
import { type Finding, findingsOf } from './finding.js';
import { mappingFindings } from './mapping-checks.js';
import { checkMappingShape } from './mapping-shape.js';
import { type MetadataFacts, metadataFindings } from './metadata-checks.js';
import { checkMetadataShape } from './metadata-shape.js';

export interface Checked<Document> {
  findings: Finding[];
  /** Undefined when its shape does not allow to read it. */
  document: Document | undefined;
}

/** Everything about external domain metadata from anywhere, codes M1 to M18. */
export function checkMetadata(document: unknown, facts: MetadataFacts = {}): Checked<MetadataDocument> {
  let read: MetadataDocument | undefined;
  const shape = findingsOf((report) => {
    read = checkMetadataShape(document, report);
  });
  return { findings: [...shape, ...(read ? metadataFindings(read, facts) : [])], document: read };
}

/** Everything about an initial domain mapping from anywhere, codes I1 to I14. */
export function checkMapping(document: unknown, metadata: MetadataDocument): Finding[] {
  return findingsOf((report) => {
    const mapping = checkMappingShape(document, report);
    if (!mapping) return;
    for (const { code, path, problem, fix, severity } of mappingFindings(mapping, metadata)) {
      report(code, path, problem, fix, severity);
    }
  });
}

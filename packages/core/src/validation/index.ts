// Checks of metadata, data and mappings, for the command line and tests; nothing of this is needed to run a connector.

export { createDataChecks, type DataChecks } from './data-checks.js';
export { checkMapping, checkMetadata } from './document-checks.js';
export { type CheckCode, checks, type Finding } from './finding.js';
export type { MetadataFacts } from './metadata-checks.js';

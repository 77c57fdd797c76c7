import type { MetadataDocument } from '@airdrop-connectors/core';

/** What is known about the project while its records are normalized. */
export interface ProjectContext {
  /** Origin that people see in their browser. */
  site: string;
  /** As this run has declared them. */
  recordTypes: MetadataDocument['record_types'];
}

import type { MetadataSpecification } from '@airdrop-connectors/core';
import type { CodebergClient } from './client.js';
import { recordTypes } from './record-types.js';

/** Repositories have no fields of their own: nothing is asked for. */
export const metadata: MetadataSpecification<CodebergClient> = { recordTypes };

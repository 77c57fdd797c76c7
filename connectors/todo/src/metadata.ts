import type { MetadataSpecification } from '@airdrop-connectors/core';
import type { TodoClient } from './client.js';
import { recordTypes } from './record-types.js';

/** The service has no fields of the account's own: nothing is asked for. */
export const metadata: MetadataSpecification<TodoClient> = { recordTypes };

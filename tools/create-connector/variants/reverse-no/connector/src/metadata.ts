import type { MetadataSpecification } from '@airdrop-connectors/core';
import type { TodoClient } from './client.js';
import { declareCustomFields } from './custom-fields.js';
import { anyTask, fixedRecordTypes, tasks } from './record-types.js';

/** Asked for in every run: people who run the account add, rename and delete fields. */
export const metadata: MetadataSpecification<TodoClient> = {
  recordTypes: fixedRecordTypes,
  families: [tasks],
  discover: async ({ client }) => [tasks.member(anyTask, 'Task', declareCustomFields(await client.fields()))],
};

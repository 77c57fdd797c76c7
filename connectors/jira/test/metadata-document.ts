import type { MetadataDocument, RecordType } from '@airdrop-connectors/core';
import type { JiraClient } from '../src/client.js';
import { metadata } from '../src/metadata.js';
import { DEMO_PROJECT } from './jira-site.js';

/** Record types as a run would find them. */
export async function discover(client: JiraClient, externalSyncUnit = DEMO_PROJECT): Promise<RecordType[]> {
  const found = await metadata.discover?.({ client, externalSyncUnit, options: {} });
  return [...metadata.recordTypes, ...(found ?? [])];
}

/** What the platform would be given for these record types. */
export function documentOf(types: readonly RecordType[]): MetadataDocument {
  return {
    schema_version: 'v0.2.0',
    record_types: Object.fromEntries(
      types.map(({ key, name, category, fields }) => [
        key,
        {
          name,
          ...(category && { category }),
          fields: Object.fromEntries(Object.entries(fields).map(([id, { definition }]) => [id, definition])),
        },
      ]),
    ),
    record_type_categories: Object.fromEntries(
      (metadata.families ?? []).map(({ key, name }) => [
        key,
        { name, are_record_type_conversions_possible: true },
      ]),
    ),
  };
}

import type { ExternalSyncUnit } from '@airdrop-connectors/core';
import type { CodebergClient } from './client.js';
import { numberedPages } from './streams/numbered-pages.js';

/** Each repository can be synced by itself. */
export async function* externalSyncUnits({
  client,
}: {
  client: CodebergClient;
}): AsyncGenerator<ExternalSyncUnit[], void, void> {
  const pages = numberedPages('the repositories', undefined, client.repositoryPage);
  for await (const { rows } of pages)
    yield rows
      .filter(({ has_issues: hasIssues }) => hasIssues !== false)
      .map(({ full_name: name, description }) => ({
        id: name,
        name,
        description: description || `Codeberg repository ${name}`,
        itemType: 'issues',
      }));
}

import type { ExternalSyncUnit } from '@airdrop-connectors/core';
import type { CodebergClient } from './client.js';

/** Each repository can be synced by itself. How long a page may be is up to the server: only an empty one is the end. */
export async function* externalSyncUnits({
  client,
}: {
  client: CodebergClient;
}): AsyncGenerator<ExternalSyncUnit[], void, void> {
  for (let number = 1; ; number += 1) {
    const repositories = await client.repositoryPage(number);
    if (repositories.length === 0) return;
    yield repositories
      .filter(({ has_issues: hasIssues }) => hasIssues !== false)
      .map(({ full_name: name, description }) => ({
        id: name,
        name,
        description: description || `Codeberg repository ${name}`,
        itemType: 'issues',
      }));
  }
}

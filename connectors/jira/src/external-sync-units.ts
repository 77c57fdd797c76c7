import type { ExternalSyncUnit } from '@airdrop-connectors/core';
import type { JiraClient } from './client.js';

/** Projects the connection can browse. Ids, not keys: keys can be renamed. */
export async function* externalSyncUnits({
  client,
}: {
  client: JiraClient;
}): AsyncGenerator<ExternalSyncUnit[], void, void> {
  for (let startAt = 0; ; ) {
    const { values, isLast } = await client.projectPage(startAt);
    yield values.map(({ id, key, name, description, insight }) => ({
      id,
      name: `${name} (${key})`,
      description: description ?? '',
      ...(typeof insight?.totalIssueCount === 'number' && { itemCount: insight.totalIssueCount }),
      itemType: 'issues',
    }));
    startAt += values.length;
    if (isLast === true || values.length === 0) return;
  }
}

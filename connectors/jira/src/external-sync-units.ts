import type { ExternalSyncUnit } from '@airdrop-connectors/core';
import type { Project } from './api-types.js';
import type { JiraClient } from './client.js';

/** Projects the connection can browse. Ids, not keys: keys can be renamed. */
export async function* externalSyncUnits({
  client,
}: {
  client: JiraClient;
}): AsyncGenerator<ExternalSyncUnit[], void, void> {
  for (let startAt = 0; ; ) {
    const { values, isLast } = await client.projectPage(startAt);
    yield values.map(unitOf);
    startAt += values.length;
    if (isLast === true || values.length === 0) return;
  }
}

function unitOf(project: Project): ExternalSyncUnit {
  const { id, key, name, description, insight } = project;
  return {
    id,
    name: `${name} (${key})`,
    description: [kindOf(project), description?.trim()].filter(Boolean).join(' – '),
    ...(typeof insight?.totalIssueCount === 'number' && { itemCount: insight.totalIssueCount }),
    itemType: 'issues',
  };
}

const kinds: Readonly<Record<string, string>> = {
  software: 'Software project',
  service_desk: 'Service desk',
  business: 'Business project',
  product_discovery: 'Discovery project',
  customer_service: 'Customer service project',
};

/** Jira's search leaves the issues of archived projects out, so a sync of one would bring its lists only. */
function kindOf({ projectTypeKey, archived }: Project): string {
  const kind = kinds[projectTypeKey ?? ''] ?? 'Project';
  return archived === true ? `${kind}, archived: its issues cannot be read` : kind;
}

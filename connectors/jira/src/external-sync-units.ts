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
    yield await Promise.all(values.map(async (project) => unitOf(project, await countOf(client, project))));
    startAt += values.length;
    if (isLast === true || values.length === 0) return;
  }
}

/** Jira counts along with the list of projects; where it does not, it is asked, and estimates. */
async function countOf(client: JiraClient, { id, archived, insight }: Project): Promise<number | undefined> {
  if (typeof insight?.totalIssueCount === 'number') return insight.totalIssueCount;
  if (archived === true) return undefined;
  return (await client.approximateCount(`project = ${id}`)).count;
}

function unitOf(project: Project, itemCount: number | undefined): ExternalSyncUnit {
  const { id, key, name, description } = project;
  return {
    id,
    name: `${name} (${key})`,
    description: [kindOf(project), description?.trim()].filter(Boolean).join(' – '),
    ...(itemCount !== undefined && { itemCount }),
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

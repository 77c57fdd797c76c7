import type { ExternalSyncUnit, UnitOfSync } from '@airdrop-connectors/core';
import type { HubspotClient } from './client.js';

export const portalUnit = 'portal';
const pipelinePrefix = 'pipeline-';

/** Id of the pipeline whose tickets alone a unit is about; undefined for the whole portal. */
export function pipelineOfUnit({ id }: Pick<UnitOfSync, 'id'>): string | undefined {
  return id.startsWith(pipelinePrefix) ? id.slice(pipelinePrefix.length) : undefined;
}

/**
 * The portal as a whole, then the pipelines of its tickets where it has several. People, companies, deals and what
 * hangs on them belong to all of them and come with each.
 */
export async function* externalSyncUnits({
  client,
}: {
  client: HubspotClient;
}): AsyncGenerator<ExternalSyncUnit[], void, void> {
  const { portalId, uiDomain } = await client.account();
  const [tickets, pipelines] = await Promise.all([client.count('tickets'), client.pipelines('tickets')]);
  const separate = pipelines.length > 1 ? pipelines : [];
  const counts = await Promise.all(separate.map(({ id }) => client.count('tickets', id)));
  yield [
    {
      id: portalUnit,
      name: `HubSpot ${portalId}`,
      description: `Everything of portal ${portalId} (${uiDomain ?? 'app.hubspot.com'})`,
      itemCount: tickets,
      itemType: 'tickets',
    },
    ...separate.map(({ id, label }, position) => ({
      id: `${pipelinePrefix}${id}`,
      name: label,
      description: 'Tickets of one pipeline',
      itemCount: counts[position] ?? 0,
      itemType: 'tickets',
    })),
  ];
}

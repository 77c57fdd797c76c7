import type { UnitOfSync } from '@airdrop-connectors/core';
import { listSize } from '../api/objects.js';
import type { HubspotClient } from '../client.js';
import { pipelineOfUnit } from '../external-sync-units.js';
import { chunks } from './chunks.js';
import { type FoundObject, readObject } from './object-page.js';

/** How far the index of searches can be behind, seconds: usually minutes, rarely close to an hour. */
export const indexLagSeconds = 3_600;

/**
 * Which of these tickets belong to what is synced; what hangs on other tickets does not either. Costs nothing for the
 * portal as a whole.
 */
export async function ticketsInUnit(
  client: HubspotClient,
  unit: UnitOfSync,
  ids: readonly string[],
): Promise<(ticketId: string) => boolean> {
  const pipeline = pipelineOfUnit(unit);
  if (pipeline === undefined) return () => true;
  const batches = chunks([...new Set(ids)], listSize).map((some) =>
    client.batchRead('tickets', some, { properties: ['hs_pipeline'], history: [] }),
  );
  const found = (await Promise.all(batches)).flat().map(readObject);
  const inPipeline = new Set(
    found.filter(({ properties }) => properties.hs_pipeline === pipeline).map(({ id }) => id),
  );
  return (ticketId) => inPipeline.has(ticketId);
}

/** Those of a page of tickets that belong to what is synced; one that cannot be read may. */
export function ticketsOfUnit(found: readonly FoundObject[], unit: UnitOfSync): FoundObject[] {
  const pipeline = pipelineOfUnit(unit);
  return found.filter(
    ({ properties }) => (properties.hs_pipeline ?? pipeline) === (pipeline ?? properties.hs_pipeline),
  );
}

import { askedOnce, RecordError } from '@airdrop-connectors/core';
import type { HubspotClient } from '../client.js';

/** What notes and tasks hang on, the likeliest first. */
const parentTypes = ['tickets', 'deals', 'companies', 'contacts'] as const;

/** A record by its type and id. */
export type Parent = readonly [type: string, id: string];

/**
 * The record with an id, which does not say what type it is of; under its new id where it was merged.
 * @throws RecordError for one that is not in HubSpot, or not any more
 */
export async function parentWith(client: HubspotClient, id: string | null | undefined): Promise<Parent> {
  const found = id ? await lookUp(client, id) : undefined;
  if (found !== undefined) return found;
  const what = id
    ? `the record ${id}, which is archived or gone in HubSpot`
    : 'an object that is not in HubSpot';
  throw new RecordError(`It hangs on ${what}. It is written once that is there.`, {
    code: 'parent_not_loaded',
    isLimitation: true,
  });
}

const lookUp = askedOnce(async (client: HubspotClient, id: string): Promise<Parent | undefined> => {
  for (const type of parentTypes) {
    const current = await client.currentId(type, id);
    if (current !== undefined) return [type, current];
  }
  return undefined;
});

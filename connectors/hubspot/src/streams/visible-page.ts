import { PermissionError } from '@airdrop-connectors/core';
import type { ObjectQuery } from '../api/objects.js';
import type { HubspotClient } from '../client.js';

interface ListedPage {
  results: unknown[];
  next: string | undefined;
}

/**
 * A page of a list that is read beside lists of other types. One that this connection may not see is an empty one:
 * the stream that the type has for itself names the gap.
 */
export async function visiblePage(
  client: Pick<HubspotClient, 'objectPage'>,
  typePath: string,
  query: ObjectQuery,
): Promise<ListedPage> {
  return client.objectPage(typePath, query).catch((error: unknown): ListedPage => {
    if (error instanceof PermissionError) return { results: [], next: undefined };
    throw error;
  });
}

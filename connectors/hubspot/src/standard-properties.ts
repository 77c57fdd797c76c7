import { PermissionError, UnexpectedResponseError } from '@airdrop-connectors/core';
import type { Property } from './api-types.js';
import type { HubspotClient } from './client.js';
import { type StandardType, standardTypeIds } from './object-types.js';

/** Without them there is nothing to sync; what else may not be seen has nothing to declare. */
const needed: ReadonlySet<StandardType> = new Set(['tickets', 'contacts']);

/**
 * What is declared for each type. All are asked for at once; one that the answer leaves out, because the connection
 * lacks a scope or HubSpot does not describe it there, is asked for alone.
 * @throws PermissionError when tickets or contacts may not be seen
 */
export async function standardProperties(
  client: Pick<HubspotClient, 'schemasOf' | 'properties'>,
): Promise<Record<StandardType, readonly Property[]>> {
  const described = await client.schemasOf(Object.values(standardTypeIds)).catch(noneWhenRefused);
  const entries = await Promise.all(
    Object.entries(standardTypeIds).map(async ([type, typeId]) => {
      const known = described.find(({ objectTypeId }) => objectTypeId === typeId)?.properties ?? [];
      return [type, known.length > 0 ? known : await alone(client, type as StandardType)] as const;
    }),
  );
  return Object.fromEntries(entries) as Record<StandardType, readonly Property[]>;
}

async function alone(
  client: Pick<HubspotClient, 'properties'>,
  type: StandardType,
): Promise<readonly Property[]> {
  if (needed.has(type)) return client.properties(type);
  return client.properties(type).catch((error: unknown) => {
    if (error instanceof PermissionError) return [];
    throw error;
  });
}

/** A batch that is refused as a whole says nothing about its types. */
function noneWhenRefused(error: unknown): [] {
  if (error instanceof PermissionError) return [];
  if (error instanceof UnexpectedResponseError && error.status === 400) return [];
  throw error;
}

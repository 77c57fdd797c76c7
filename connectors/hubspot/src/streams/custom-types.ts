import type { MetadataDocument } from '@airdrop-connectors/core';
import { customObjects } from '../record-types.js';

const prefix = customObjects.itemType('');

/** Ids of the types that the portal has made, as this run has declared them, always in the same order. */
export function customTypeIds({ record_types: types }: MetadataDocument): string[] {
  return Object.keys(types)
    .filter((itemType) => itemType.startsWith(prefix))
    .map((itemType) => itemType.slice(prefix.length))
    .sort();
}

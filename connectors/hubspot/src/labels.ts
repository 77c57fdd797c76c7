import type { MetadataDocument } from '@airdrop-connectors/core';
import type { AssociationType } from './api-types.js';
import { associations } from './record-types.js';

/** Given a name by an administrator; "Primary" and the like are HubSpot's own. */
export function isGiven({ category, label }: AssociationType): boolean {
  return category !== 'HUBSPOT_DEFINED' && Boolean(label);
}

/** Names the pair of types as well: a label has another id in the other direction. */
export function labelKey(from: string, to: string, typeId: string): string {
  return `${from}.${to}.${typeId}`;
}

/** Types that records of one are associated with under a label, as this run has declared them. */
export function labelledTypes({ record_types: types }: MetadataDocument, from: string): string[] {
  const kinds = types[associations.key]?.fields.kind?.enum?.values ?? [];
  const targets = kinds
    .map(({ key }) => key.split('.'))
    .filter(([source]) => source === from)
    .map(([, target = '']) => target);
  return [...new Set(targets)];
}

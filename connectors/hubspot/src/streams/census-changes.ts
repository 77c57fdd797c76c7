import type { StreamContext } from '@airdrop-connectors/core';
import type { HubspotClient } from '../client.js';
import { customPropertiesIn } from '../custom-fields.js';
import type { DifferenceSketch } from '../difference-sketch.js';
import { labelledTypes } from '../labels.js';
import { type Labelled, labelledOf } from '../normalize-relations.js';
import { associations } from '../record-types.js';
import { isOfType, recordIdOf } from './census-entries.js';
import { type FoundObject, readObject } from './object-page.js';
import { objectsById } from './object-walk.js';
import type { FedRecords, FedType } from './record-feeds.js';
import { ticketsOfUnit } from './unit.js';

export type Recounted = FoundObject & { itemType: string };

export interface RecountedRecords extends FedRecords<Recounted> {
  associations?: (Labelled | 'too many')[];
}

/**
 * Records in which two censuses differ, as they are now. Those that were archived or merged meanwhile are found
 * elsewhere; those that are nowhere any more were deleted for good, and what was known of them has to be forgotten.
 */
export async function changedSince(
  { client, externalSyncUnit, metadata, scope, window }: StreamContext<HubspotClient>,
  types: readonly FedType[],
  differing: DifferenceSketch,
): Promise<RecountedRecords> {
  const found = differing.differences();
  if (found === undefined) return { associations: ['too many'] };
  const keys = [...found.added, ...found.removed];
  const records: Partial<Record<FedType['feed'], Recounted[]>> = {};
  const labels: Labelled[] = [];
  for (const { feed, type, itemType } of types) {
    const ids = [...new Set(keys.filter((key) => isOfType(key, type.path)).map(recordIdOf))].sort();
    if (ids.length === 0) continue;
    const fields = metadata.record_types[itemType]?.fields ?? {};
    const properties = [...type.properties, ...customPropertiesIn(fields)];
    const labelled = scope.includes(associations.key) ? labelledTypes(metadata, type.path) : [];
    const walk = { type, properties, withHistory: false, labelled, together: ids.length };
    const live = await objectsById(client, walk, ids);
    const missing = ids.filter((id) => !live.some((object) => object.id === id));
    const gone = await erasedAmong(client, type.path, missing);
    const erased = gone.map((id) => erasedObject(id, properties, window.from ?? ''));
    const all = [...live, ...erased];
    const wanted = feed === 'tickets' ? ticketsOfUnit(all, externalSyncUnit) : all;
    records[feed] = [...(records[feed] ?? []), ...wanted.map((object) => ({ ...object, itemType }))];
    labels.push(...wanted.flatMap((object) => labelledOf(object, type.path, labelled)));
  }
  return { ...records, associations: labels };
}

/** Ids that neither lead to a record nor lie in the archive. */
async function erasedAmong(
  client: Pick<HubspotClient, 'currentId'>,
  typePath: string,
  ids: readonly string[],
): Promise<string[]> {
  const known = await Promise.all(
    ids.map(async (id) => {
      const current = await client.currentId(typePath, id, { archived: false });
      return current ?? (await client.currentId(typePath, id, { archived: true }));
    }),
  );
  return ids.filter((_, position) => known[position] === undefined);
}

/** Every property of it empty, so that nothing of a person who is to be forgotten remains. */
function erasedObject(id: string, properties: readonly string[], since: string): FoundObject {
  return readObject({
    id,
    properties: Object.fromEntries(properties.map((name) => [name, null])),
    createdAt: since,
    updatedAt: since,
    archived: true,
  });
}

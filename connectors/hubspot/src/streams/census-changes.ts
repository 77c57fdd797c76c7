import type { StreamContext } from '@airdrop-connectors/core';
import { listSize } from '../api/objects.js';
import type { HubspotClient } from '../client.js';
import { customPropertiesIn } from '../custom-fields.js';
import type { DifferenceSketch } from '../difference-sketch.js';
import { labelledTypes } from '../labels.js';
import { type Labelled, labelledOf } from '../normalize-relations.js';
import { associations } from '../record-types.js';
import { isOfType, recordIdOf } from './census-entries.js';
import { chunks } from './chunks.js';
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
  { client, externalSyncUnit, metadata, scope }: StreamContext<HubspotClient>,
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
    const { archivedIds, lookedAt } = await archivedAmong(client, type.path, ids);
    const open = ids.filter((id) => !archivedIds.has(id));
    const live = (await objectsById(client, walk, open)).map((found) => ({ ...found, noticedAt: lookedAt }));
    const missing = open.filter((id) => !live.some((object) => object.id === id));
    const erased = (await erasedAmong(client, type.path, missing)).map((id) =>
      erasedObject(id, properties, lookedAt),
    );
    const all = [...live, ...erased];
    const wanted = feed === 'tickets' ? ticketsOfUnit(all, externalSyncUnit) : all;
    records[feed] = [...(records[feed] ?? []), ...wanted.map((object) => ({ ...object, itemType }))];
    labels.push(...wanted.flatMap((object) => labelledOf(object, type.path, labelled)));
  }
  return { ...records, associations: labels };
}

/** Which of them lie in the archive, where another stream finds them, and when HubSpot looked. */
async function archivedAmong(
  client: Pick<HubspotClient, 'archivedAmong'>,
  typePath: string,
  ids: readonly string[],
): Promise<{ archivedIds: ReadonlySet<string>; lookedAt: string }> {
  const answers = await Promise.all(
    chunks(ids, listSize).map((some) => client.archivedAmong(typePath, some)),
  );
  return {
    archivedIds: new Set(answers.flatMap((answer) => answer.ids)),
    lookedAt: answers.map(({ completedAt }) => completedAt).sort()[0] ?? '',
  };
}

/** Those that lead to no record at all: one that was merged leads to what it has become. */
async function erasedAmong(
  client: Pick<HubspotClient, 'currentId'>,
  typePath: string,
  ids: readonly string[],
): Promise<string[]> {
  const current = await Promise.all(ids.map((id) => client.currentId(typePath, id)));
  return ids.filter((_, position) => current[position] === undefined);
}

/**
 * Every property of it empty, so that nothing of a person who is to be forgotten remains.
 * @param at when it was found to be gone: later than whatever is known of it
 */
function erasedObject(id: string, properties: readonly string[], at: string): FoundObject {
  return readObject({
    id,
    properties: Object.fromEntries(properties.map((name) => [name, null])),
    createdAt: at,
    updatedAt: at,
    archived: true,
  });
}

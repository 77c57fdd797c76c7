import type { StreamContext } from '@airdrop-connectors/core';
import type { HubspotClient } from '../client.js';
import { customPropertiesIn } from '../custom-fields.js';
import { labelledTypes } from '../labels.js';
import type { ObjectType } from '../object-types.js';
import { associations, changes } from '../record-types.js';
import type { ObjectCursor, ObjectPage } from './object-cursor.js';
import type { FoundObject } from './object-page.js';
import { walkObjects } from './object-walk.js';

/** Records that are worked on together: as many as associations are read of at once. */
const together = 1_000;

export interface DeclaredPage extends ObjectPage {
  /** Types to which associations came with their labels. */
  labelled: readonly string[];
}

/**
 * Records of a type whose properties the portal adds to, with those that this run has declared. Records that were
 * merged are not found any more; what they have become tells their ids, and stands in for them after the first run.
 */
export async function* declaredObjects(
  context: StreamContext<HubspotClient> & { cursor: ObjectCursor | undefined },
  type: ObjectType,
  itemType: string,
): AsyncGenerator<DeclaredPage, void, void> {
  const { client, metadata, scope, window } = context;
  const declared = metadata.record_types[itemType]?.fields ?? {};
  const labelled = scope.includes(associations.key) ? labelledTypes(metadata, type.path) : [];
  const walk = {
    type,
    properties: [...type.properties, ...customPropertiesIn(declared)],
    withHistory: scope.includes(changes.key),
    labelled,
    together,
  };
  for await (const { objects, cursor } of walkObjects(client, walk, context)) {
    const mergedNow = window.from === undefined ? [] : objects.flatMap(mergedInto);
    yield { objects: [...objects, ...mergedNow], cursor, labelled };
  }
}

/** Ids that have become part of a record, each as that record under its old id. */
function mergedInto(found: FoundObject): FoundObject[] {
  const ids = (found.properties.hs_merged_object_ids ?? '').split(';').filter((id) => /^\d+$/.test(id));
  return ids.filter((id) => id !== found.id).map((id) => ({ ...found, id, mergedInto: found.id }));
}

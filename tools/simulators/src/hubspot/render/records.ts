import { associatedWith } from '../world/associations.js';
import { historyJson } from '../world/history.js';
import { iso } from '../world/iso.js';
import { kindAt, kinds } from '../world/kinds.js';
import type { Row, World } from '../world/model.js';
import { idOf } from '../world/rows.js';
import { valuesOf } from '../world/values.js';

/** Page of associations that a list shows; what is beyond has to be asked for. */
const INLINE_ASSOCIATIONS = 100;

export interface Wanted {
  properties: readonly string[];
  history: readonly string[];
  /** Names of types. */
  associations: readonly string[];
}

export const portalId = 147_893_286;

/** Unknown properties are left out without a word; known ones without a value are null. */
export function recordJson(world: World, row: Row, wanted: Wanted) {
  const all = valuesOf(world, row);
  const properties: Record<string, string | null> = {};
  const { createdProperty, modifiedProperty, typeId } = kinds[row.kind];
  for (const name of [createdProperty, modifiedProperty, 'hs_object_id', ...wanted.properties])
    if (name in all) properties[name] = all[name] ?? null;
  const associations = inlineAssociations(world, row, wanted.associations);
  return {
    id: String(row.id),
    properties,
    ...(wanted.history.length > 0 && { propertiesWithHistory: historyJson(world, row, wanted.history) }),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    archived: row.archivedAt !== undefined,
    ...(row.archivedAt !== undefined && { archivedAt: iso(row.archivedAt) }),
    ...(Object.keys(associations).length > 0 && { associations }),
    url: `https://app-eu1.hubspot.com/contacts/${portalId}/record/${typeId}/${row.id}`,
  };
}

/** Without labels, once for every type of association, and absent where there is none. */
function inlineAssociations(world: World, row: Row, names: readonly string[]) {
  const found: Record<string, unknown> = {};
  for (const name of names) {
    const to = kindAt(name);
    if (to === undefined) continue;
    const results = associatedWith(world, row, to.name).flatMap(({ index, types }) =>
      types.map(() => ({
        id: idOf(world, to.name, index),
        type: `${kinds[row.kind].singular}_to_${to.singular}`,
      })),
    );
    if (results.length > 0) found[to.name] = { results: results.slice(0, INLINE_ASSOCIATIONS) };
  }
  return found;
}

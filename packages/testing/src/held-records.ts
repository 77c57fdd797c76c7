import type { World } from './world.js';

/**
 * Objects of the source the platform does not hold, or holds in an older version, as sentences. Stricter than the
 * summary of a run, which lets objects that changed after the run began wait for the next one.
 */
export async function outdatedRecords(world: World, externalSyncUnitId: string): Promise<string[]> {
  const rows = await world.query(
    "SELECT item_type, id, strftime(modified_date, '%Y-%m-%dT%H:%M:%S.%gZ') AS modified FROM records",
  );
  const held = new Map<string, { itemType: string; modified: string }[]>();
  for (const { item_type, id, modified } of rows) {
    const versions = held.get(String(id)) ?? [];
    versions.push({ itemType: String(item_type), modified: String(modified) });
    held.set(String(id), versions);
  }
  const outdated: string[] = [];
  for (const { kind, itemType, id, modified } of world.simulator.truth(externalSyncUnitId)) {
    const version = held.get(id)?.find((candidate) => isOfType(candidate.itemType, itemType));
    if (version === undefined) outdated.push(`${kind} ${id} is absent.`);
    else if (modified !== undefined && version.modified < modified)
      outdated.push(`${kind} ${id} is held as of ${version.modified} instead of ${modified}.`);
  }
  return outdated;
}

/** @param pattern an exact item type, or a prefix ending in `*` */
export function isOfType(itemType: string, pattern: string): boolean {
  return pattern.endsWith('*') ? itemType.startsWith(pattern.slice(0, -1)) : itemType === pattern;
}

import type { HubspotClient } from '../client.js';
import { customPropertiesIn } from '../custom-fields.js';
import type { ObjectType } from '../object-types.js';
import { type FoundObject, readObject } from '../streams/object-page.js';
import { withAssociations } from '../streams/related.js';

/** Characters of names that fit into an address with room to spare. */
const longestNames = 6_000;

/** A record as it stands now, with the properties that an item has; undefined for one that is archived or gone. */
export async function heldRecord(
  client: HubspotClient,
  type: ObjectType,
  id: string,
  ours: Readonly<Record<string, unknown>>,
): Promise<FoundObject | undefined> {
  const { path, associations } = type;
  const names = [...type.properties, ...customPropertiesIn(ours)];
  const fit = names.join(',').length <= longestNames;
  const raw = await client.object(path, id, { properties: fit ? names : type.properties, associations });
  if (raw === undefined) return undefined;
  const [found] = await withAssociations(client, { type, labelled: [] }, [readObject(raw)], {
    isListed: true,
  });
  if (found === undefined || fit) return found;
  const [whole] = await client.batchRead(path, [found.id], { properties: names, history: [] });
  if (whole === undefined) return undefined;
  const { properties, raw: all, updatedAt } = readObject(whole);
  return { ...found, properties, raw: all, updatedAt };
}

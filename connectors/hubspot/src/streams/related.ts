import { nextAfter } from '../api/answers.js';
import { associationInputs } from '../api/associations.js';
import type { AssociationType } from '../api-types.js';
import type { HubspotClient } from '../client.js';
import { chunks } from './chunks.js';
import type { ObjectWalk } from './object-cursor.js';
import type { FoundObject, Related } from './object-page.js';

/**
 * Records with everything they are associated with. A list brings most of it along; what it cuts off, or leaves out
 * because it tells no labels, and what a search never brings, is read for a thousand records at once.
 */
export async function withAssociations(
  client: HubspotClient,
  { type, labelled }: Pick<ObjectWalk, 'type' | 'labelled'>,
  objects: readonly FoundObject[],
  { isListed }: { isListed: boolean },
): Promise<FoundObject[]> {
  const wanted = [...new Set([...type.associations, ...labelled])];
  const live = objects.filter(({ archivedAt }) => archivedAt === undefined);
  const byType = await Promise.all(
    wanted.map(async (to) => {
      const isMissing = (object: FoundObject) =>
        !isListed || labelled.includes(to) || object.cutOff.includes(to);
      const ids = live.filter(isMissing).map(({ id }) => id);
      return [to, await readRelated(client, type.path, to, ids)] as const;
    }),
  );
  return objects.map((object) => ({
    ...object,
    related: {
      ...object.related,
      ...Object.fromEntries(
        byType.flatMap(([to, found]) => {
          const related = found.get(object.id);
          return related === undefined ? [] : [[to, related]];
        }),
      ),
    },
  }));
}

/** By id; records with nothing on the other side are not there. */
async function readRelated(
  client: HubspotClient,
  from: string,
  to: string,
  ids: readonly string[],
): Promise<Map<string, Related[]>> {
  const found = new Map<string, Map<string, AssociationType[]>>();
  let open: { id: string; after?: string }[] = [...new Set(ids)].map((id) => ({ id }));
  while (open.length > 0) {
    const rows = (
      await Promise.all(
        chunks(open, associationInputs).map((inputs) => client.associationsOf(from, to, inputs)),
      )
    ).flat();
    for (const { from: source, to: targets } of rows) {
      const known = found.get(source.id) ?? new Map<string, AssociationType[]>();
      for (const { toObjectId, associationTypes } of targets)
        known.set(toObjectId, [...(known.get(toObjectId) ?? []), ...associationTypes]);
      found.set(source.id, known);
    }
    const asked = new Map(open.map(({ id, after }) => [id, after ?? '']));
    open = rows.flatMap((row) => {
      const after = nextAfter(row, asked.get(row.from.id) ?? '', `associations of ${from} and ${to}`);
      return after === undefined ? [] : [{ id: row.from.id, after }];
    });
  }
  return new Map(
    [...found].map(([id, targets]) => [id, [...targets].map(([target, types]) => ({ id: target, types }))]),
  );
}

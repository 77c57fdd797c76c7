import type { HubspotClient } from '../client.js';
import { customPropertiesIn } from '../custom-fields.js';
import type { ObjectType } from '../object-types.js';
import { type FoundObject, readObject } from './object-page.js';
import { namesFit } from './object-walk.js';
import { visiblePage } from './visible-page.js';

export interface ArchivedPage {
  objects: FoundObject[];
  /** Where the next page begins; undefined at the end. */
  next: string | undefined;
}

/**
 * The archive of a type, by id, as far as it was filled since a time: it can be neither filtered nor sorted by it. What
 * is archived has no associations any more.
 * @param fields of the record type, as this run has declared them
 */
export async function* archivedPages(
  client: Pick<HubspotClient, 'objectPage'>,
  type: ObjectType,
  { fields, from, after }: { fields: Readonly<Record<string, unknown>>; from: string; after: string },
): AsyncGenerator<ArchivedPage, void, void> {
  const all = [...type.properties, ...customPropertiesIn(fields)];
  const query = {
    properties: namesFit(all) ? all : type.properties,
    history: [],
    associations: [],
    archived: true,
  };
  for (let position: string | undefined = after; position !== undefined; ) {
    const page: Awaited<ReturnType<typeof visiblePage>> = await visiblePage(client, type.path, {
      ...query,
      after: position,
    });
    position = page.next;
    yield {
      objects: page.results.map(readObject).filter(({ archivedAt }) => (archivedAt ?? '') >= from),
      next: position,
    };
  }
}

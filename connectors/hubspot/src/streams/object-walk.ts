import { ahead, type ExtractionWindow } from '@airdrop-connectors/core';
import { historySize, listSize } from '../api/objects.js';
import type { HubspotClient } from '../client.js';
import { changedIds } from './changed-ids.js';
import { chunks } from './chunks.js';
import { gathered } from './gathered.js';
import type { ObjectCursor, ObjectPage, ObjectWalk } from './object-cursor.js';
import { type FoundObject, readObject } from './object-page.js';
import { withAssociations } from './related.js';

/** Longest list of properties that the address of a request takes: all of it has to stay below 8 kB. */
const longestNames = 5_000;
/** Searches that begin with the epoch fail. */
const earliest = '1970-01-01T00:00:01.000Z';
const done: ObjectCursor = { stage: 'done', after: '' };

/**
 * Records of one type: all of them in a first run, those that changed in later ones, which a list by id cannot tell and
 * a search can. A record that is born behind the position of the list while it is read is found by the next run, whose
 * window begins before this one did.
 */
export async function* walkObjects(
  client: HubspotClient,
  walk: ObjectWalk,
  { window, cursor }: { window: ExtractionWindow; cursor: ObjectCursor | undefined },
): AsyncGenerator<ObjectPage, void, void> {
  if (cursor?.stage === 'done') return;
  const start = cursor ?? { stage: window.from === undefined ? 'list' : 'changed', after: '' };
  for await (const page of gathered(ahead(rawPages(client, walk, window, start)), walk.together)) {
    const objects = page.isComplete ? page.objects : await withBodies(client, walk, page.objects);
    yield {
      objects: await withAssociations(client, walk, objects, { isListed: page.isComplete }),
      cursor: page.cursor,
    };
  }
}

/** Records as they are now, by their ids; those that are gone, merged or archived are left out. */
export async function objectsById(
  client: HubspotClient,
  walk: ObjectWalk,
  ids: readonly string[],
): Promise<FoundObject[]> {
  const bodies = await withBodies(
    client,
    walk,
    ids.map((id) => readObject({ id })),
  );
  return withAssociations(client, walk, bodies, { isListed: false });
}

/** Objects as a list or a search tells them; those of a search are ids only. */
interface RawPage extends ObjectPage {
  isComplete: boolean;
}

async function* rawPages(
  client: HubspotClient,
  walk: ObjectWalk,
  window: ExtractionWindow,
  start: ObjectCursor,
): AsyncGenerator<RawPage, void, void> {
  if (start.stage === 'list') {
    yield* listPages(client, walk, window, start.after);
    return;
  }
  yield* changedPages(client, walk, window, start.after);
}

async function* listPages(
  client: HubspotClient,
  walk: ObjectWalk,
  window: ExtractionWindow,
  after: string,
): AsyncGenerator<RawPage> {
  const until = window.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(window.to);
  const { type, properties, labelled } = walk;
  const history = historyOf(walk);
  const fits = namesFit(properties);
  const associations = type.associations.filter((to) => !labelled.includes(to));
  for (let position: string | undefined = after; position !== undefined; ) {
    const page = await client.objectPage(type.path, {
      after: position,
      properties: fits ? properties : [],
      history: fits ? history : [],
      associations,
      archived: false,
    });
    position = page.next;
    const objects = page.results.map(readObject).filter(({ updatedAt }) => !(updatedAt > until));
    yield {
      objects: fits ? objects : await withBodies(client, walk, objects),
      cursor: position === undefined ? done : { stage: 'list', after: position },
      isComplete: true,
    };
  }
}

async function* changedPages(
  client: HubspotClient,
  walk: ObjectWalk,
  window: ExtractionWindow,
  after: string,
): AsyncGenerator<RawPage> {
  const { type } = walk;
  const from = window.from !== undefined && window.from > earliest ? window.from : earliest;
  const range = { objectType: type.path, clock: type.clock, from, to: window.to };
  let last: RawPage | undefined;
  for await (const { ids, reached } of changedIds(client, range, after)) {
    if (last !== undefined) yield last;
    last = {
      objects: ids.map((id) => readObject({ id })),
      cursor: { stage: 'changed', after: reached },
      isComplete: false,
    };
  }
  if (last !== undefined) yield { ...last, cursor: done };
}

/**
 * What the records say now, which the index of a search can be behind. A record that is gone meanwhile is left out:
 * the archive tells of it.
 */
async function withBodies(
  client: HubspotClient,
  walk: ObjectWalk,
  found: readonly FoundObject[],
): Promise<FoundObject[]> {
  const history = historyOf(walk);
  const size = history.length > 0 ? historySize : listSize;
  const known = new Map(found.map((object) => [object.id, object]));
  const batches = chunks([...known.keys()], size).map((ids) =>
    client.batchRead(walk.type.path, ids, { properties: walk.properties, history }),
  );
  const bodies = (await Promise.all(batches)).flat().map(readObject);
  return bodies.map((body) => {
    const { related = {}, cutOff = [] } = known.get(body.id) ?? {};
    return { ...body, related, cutOff };
  });
}

export function namesFit(properties: readonly string[]): boolean {
  return properties.join(',').length <= longestNames;
}

function historyOf({ type, withHistory }: ObjectWalk): readonly string[] {
  return withHistory ? type.history : [];
}

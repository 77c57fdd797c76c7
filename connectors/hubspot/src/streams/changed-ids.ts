import type { HubspotClient } from '../client.js';

export interface ChangedRange {
  objectType: string;
  clock: string;
  from: string;
  to: string | undefined;
}

export interface ChangedIds {
  ids: readonly string[];
  /** All changed records up to this id were seen. */
  reached: string;
}

/**
 * Ids of the records that changed, by ascending id. Every page begins behind the highest id of the one before, so that
 * neither the end of what a search gives out nor edits meanwhile push a record out. The sort of a search is not always
 * kept: a page that shows higher ids first would hide the lower ones. So each page counts as read only when the number
 * of those behind it tells that nothing was left out before, and is read again in halves when it does not.
 */
export async function* changedIds(
  client: Pick<HubspotClient, 'changedPage'>,
  range: ChangedRange,
  after: string,
): AsyncGenerator<ChangedIds, void, void> {
  const { objectType, ...query } = range;
  let page = await client.changedPage(objectType, { ...query, afterId: after || '0' });
  let start = after || '0';
  for (;;) {
    const { ids, total } = page;
    const highest = ids.reduce(higher, start);
    if (ids.length >= total) {
      yield { ids, reached: highest };
      return;
    }
    const next = await client.changedPage(objectType, { ...query, afterId: highest });
    const isWhole = ids.length > 0 && next.total >= total - ids.length;
    yield { ids: isWhole ? ids : await idsBetween(client, range, start, highest), reached: highest };
    start = highest;
    page = next;
  }
}

/** All of them in a range of ids, by halves of it until a page shows as many as there are. */
async function idsBetween(
  client: Pick<HubspotClient, 'changedPage'>,
  range: ChangedRange,
  after: string,
  until: string,
): Promise<string[]> {
  const { objectType, ...query } = range;
  const { ids, total } = await client.changedPage(objectType, { ...query, afterId: after, untilId: until });
  const [low, high] = [BigInt(after), BigInt(until)];
  if (ids.length >= total || high - low <= 1n) return ids;
  const middle = String((low + high) / 2n);
  return [
    ...(await idsBetween(client, range, after, middle)),
    ...(await idsBetween(client, range, middle, until)),
  ];
}

/** Ids are numbers that may have more digits than a number keeps. */
function higher(left: string, right: string): string {
  return BigInt(left) > BigInt(right) ? left : right;
}

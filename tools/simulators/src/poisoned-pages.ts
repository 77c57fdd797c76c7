type JsonObject = Readonly<Record<string, unknown>>;

/** One entry of a page made unreadable. */
export interface PoisonedPage {
  body: string;
  /** Ids of the entries that hold nothing but their id now. */
  ids: readonly string[];
}

/**
 * A page on which one entry, in the middle, has lost all but its id, whatever system it comes from: the page is the
 * first list of objects with ids that is found in the body, nearest to its top. A body without such a list stays.
 */
export function poisonOne(body: string): PoisonedPage {
  return poison(body, (position, length) => position === Math.floor(length / 2));
}

/** The same with every entry but the last, which may hold what the next page is asked for with. */
export function poisonMost(body: string): PoisonedPage {
  return poison(body, (position, length) => position < length - 1);
}

function poison(body: string, isChosen: (position: number, length: number) => boolean): PoisonedPage {
  const document = parsed(body);
  const list = firstList(document);
  if (list === undefined) return { body, ids: [] };
  const ids: string[] = [];
  for (const [position, entry] of list.entries()) {
    if (!isChosen(position, list.length)) continue;
    ids.push(String(entry.id));
    list[position] = { id: entry.id };
  }
  return { body: JSON.stringify(document), ids };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Level by level, so that a list inside an entry is not taken for the page. */
function firstList(document: unknown): JsonObject[] | undefined {
  let level: unknown[] = [document];
  while (level.length > 0) {
    for (const value of level) if (isListOfEntries(value)) return value;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return undefined;
}

function isListOfEntries(value: unknown): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((entry) => typeof entry === 'object' && entry !== null && 'id' in entry)
  );
}

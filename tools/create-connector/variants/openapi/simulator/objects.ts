import { ok } from '../http/reply.js';
import type { TruthObject } from '../simulator.js';
import { type DescribedObject, type Draws, describedObjects } from './described.js';
import { objectPage } from './object-pages.js';

/** Lists of the service's OpenAPI document: each holds the same records in every world, and for every list of tasks. */
const recordsOfEach = 45;
const firstDayMs = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

/** Endpoints that answer with them. @param most records of a page */
export function objectRoutes(most: number) {
  return describedObjects.map((object) => ({
    method: 'GET',
    template: object.path,
    answer({ query }: { query: URLSearchParams }) {
      const all = recordsOf(object);
      if (!object.isPaged) return ok(object.member === undefined ? all : { [object.member]: all });
      const { records, others } = objectPage(all, query, most);
      return ok({ [object.member ?? 'records']: records, ...others });
    },
  }));
}

/** Requests that it takes to read each of them, as the simulator counts them. */
export function objectCalls(most: number): [string, number][] {
  return describedObjects.map(({ path, isPaged }) => [
    `GET ${path}`,
    isPaged ? Math.ceil(recordsOfEach / most) : 1,
  ]);
}

export function* objectTruth(): Generator<TruthObject> {
  for (const object of describedObjects) {
    const { itemType, changed } = object;
    for (const { id, ...fields } of recordsOf(object)) {
      const modified = changed === undefined ? undefined : fields[changed];
      yield {
        kind: itemType,
        itemType,
        id: String(id),
        ...(typeof modified === 'string' && { modified }),
        fields,
      };
    }
  }
}

function recordsOf(object: DescribedObject): Record<string, unknown>[] {
  return Array.from({ length: recordsOfEach }, (_, index) => recordOf(object, index + 1));
}

function recordOf({ itemType, id, fields }: DescribedObject, number: number): Record<string, unknown> {
  const members = Object.entries(fields).map(([name, { draws, isOptional }], column) => {
    // What may be missing is missing now and then, in each field for other records.
    const isNull = isOptional && (number + column) % 7 === 0;
    return [name, isNull ? null : drawnValue(name, draws, number)];
  });
  const own = id === 'integer' ? number : `${itemType}-${String(number).padStart(4, '0')}`;
  return { id: own, ...Object.fromEntries(members) };
}

function drawnValue(name: string, draws: Draws, number: number): unknown {
  if (typeof draws !== 'string') return draws[number % draws.length];
  const moment = new Date(firstDayMs + number * dayMs).toISOString();
  const values = {
    text: `${name} ${number}`,
    timestamp: moment,
    date: moment.slice(0, 10),
    int: number,
    float: number + 0.5,
    bool: number % 2 === 0,
  };
  return values[draws];
}

import * as z from 'zod/mini';
import type { SketchKey } from '../difference-sketch.js';

/**
 * What a census counts: records, and what they are associated with, each as one key. Ids have up to 53 bits, which
 * leaves 11 in each half of a key, for the type of the record and for the kind of association.
 */

const rowSchema = z.object({
  id: z.union([z.string(), z.number()]),
  createdAt: z.string(),
  associations: z.optional(
    z.nullable(
      z.record(
        z.string(),
        z.object({
          results: z.array(z.object({ id: z.union([z.string(), z.number()]), type: z.optional(z.string()) })),
        }),
      ),
    ),
  ),
});

/** A row of a list as keys; none of one that cannot be read, or that was made at the time or later. */
export function entriesOf(row: unknown, typePath: string, before: string): SketchKey[] {
  const { data } = z.safeParse(rowSchema, row);
  if (data === undefined || !(Date.parse(data.createdAt) < Date.parse(before))) return [];
  const associated = Object.entries(data.associations ?? {}).flatMap(([to, { results }]) => {
    // Lists show a record once for each kind of its association, and the same kind more than once.
    const kinds = new Set(results.map(({ id, type = '' }) => `${id} ${to} ${type}`));
    return [...kinds].map((kind) => keyOf(data.id, typePath, kind));
  });
  return [keyOf(data.id, typePath, ''), ...associated];
}

/** Id of the record that a key is about. */
export function recordIdOf([low, high]: SketchKey): string {
  return String((high % highBits) * wordSize + low);
}

/** Whether a key can be about a record of a type; now and then two types are not told apart. */
export function isOfType([, high]: SketchKey, typePath: string): boolean {
  return Math.floor(high / highBits) === hashOf(typePath) % typeHashes;
}

const wordSize = 2 ** 32;
const highBits = 2 ** 21;
const typeHashes = 2 ** 11;

/** @param associated id and type of the other record and the kind of association; empty for the record itself */
function keyOf(id: string | number, typePath: string, associated: string): SketchKey {
  const number = Number(id);
  return [
    number % wordSize,
    (hashOf(typePath) % typeHashes) * highBits + (Math.floor(number / wordSize) % highBits),
    associated === '' ? 0 : hashOf(associated),
    associated === '' ? 0 : hashOf(`${associated}.`),
  ];
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let position = 0; position < text.length; position++)
    hash = Math.imul(hash ^ text.charCodeAt(position), 0x01000193);
  return hash >>> 0;
}

import * as z from 'zod/mini';
import { type AssociationType, looseObjectSchema } from '../api-types.js';

/** A record that another one is associated with. */
export interface Related {
  id: string;
  /** Empty where the list does not tell. */
  types: readonly AssociationType[];
}

/** One record with what it is associated with; nothing in it is trusted yet. */
export interface FoundObject {
  raw: unknown;
  id: string;
  /** By type, each record once. */
  related: Readonly<Record<string, readonly Related[]>>;
  /** Types of which more are associated than came along. */
  cutOff: readonly string[];
  /** Properties that decide where it belongs, as text. */
  properties: Readonly<Record<string, string>>;
  archivedAt: string | undefined;
  /** Milliseconds since the epoch; NaN when HubSpot sent none. */
  updatedAt: number;
  /** Id of the record that this one has become part of. */
  mergedInto?: string;
  /** When it was noticed that something changed which moves no date. */
  noticedAt?: string;
}

const unknownId = 'unknown';
const identifiedSchema = z.object({ id: z.union([z.string(), z.number()]) });

/** Reads just enough of a record to page and to reach what hangs on it; the rest is judged record by record. */
export function readObject(raw: unknown): FoundObject {
  const { data } = z.safeParse(looseObjectSchema, raw);
  const identified = z.safeParse(identifiedSchema, raw).data;
  const inline = Object.entries(data?.associations ?? {});
  return {
    raw,
    id: identified === undefined ? unknownId : String(identified.id),
    related: Object.fromEntries(inline.map(([type, { results }]) => [type, onceEach(results)])),
    cutOff: inline.filter(([, { paging }]) => paging?.next?.after !== undefined).map(([type]) => type),
    properties: Object.fromEntries(
      Object.entries(data?.properties ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    archivedAt: data?.archivedAt ?? undefined,
    updatedAt: Date.parse(data?.updatedAt ?? ''),
  };
}

/** Lists show a record once for each type of its association. */
function onceEach(results: readonly { id: string }[]): Related[] {
  return [...new Set(results.map(({ id }) => id))].map((id) => ({ id, types: [] }));
}

import { type Database, literal } from '../database/database.js';
import { donsIn, type KnownObjects } from './inverse-values.js';

/** What objects of DevRev refer to, and which records of the external system that is. */
export interface ReferredObjects extends KnownObjects {
  /** Links of what is known on both sides. */
  links: { target: string; externalId: string }[];
}

/** Looks up everything that the given values name. */
export async function referredObjects(
  database: Database,
  values: readonly unknown[],
): Promise<ReferredObjects> {
  const dons = new Set(values.flatMap(donsIn));
  const records = new Map<string, { itemType: string; externalId: string }[]>();
  const names = new Map<string, string>();
  const files = new Map<string, string>();
  if (dons.size > 0) {
    const wanted = [...dons].map(literal).join(', ');
    for (const row of await database.rows(`
      SELECT id, item_type, external_id FROM devrev_identities
      WHERE id IN (${wanted}) AND external_id IS NOT NULL AND item_type <> '' ORDER BY is_alias, external_id`)) {
      const record = { itemType: String(row.item_type), externalId: String(row.external_id) };
      records.set(String(row.id), [...(records.get(String(row.id)) ?? []), record]);
    }
    for (const row of await database.rows(`
      SELECT id, coalesce(fields->>'$.title', fields->>'$.name', fields->>'$.display_name', display_id) AS name
      FROM devrev_objects WHERE id IN (${wanted})`))
      names.set(String(row.id), String(row.name));
    for (const row of await database.rows(`
      SELECT id, external_id, file_name FROM devrev_artifacts WHERE id IN (${wanted})`)) {
      if (typeof row.external_id === 'string') files.set(String(row.id), row.external_id);
      names.set(String(row.id), String(row.file_name));
    }
  }
  const links = [...records].map(([target, [first]]) => ({ target, externalId: first?.externalId ?? '' }));
  for (const [target, externalId] of files) links.push({ target, externalId });
  return {
    recordsOf: (don) => records.get(don) ?? [],
    nameOf: (don) => names.get(don),
    links,
  };
}

import { isJsonObject } from '../platform/json-shape.js';
import { type Database, literal } from './database.js';
import { latestMetadata } from './latest-metadata.js';

/** References of one field that point to records the platform does not hold. */
export interface DanglingReferences {
  itemType: string;
  field: string;
  count: number;
  /** Share of all references of that field, 0 to 1. */
  share: number;
}

/**
 * Counts references without a target over everything held, by the metadata of the latest run. Some are normal (a
 * parent in another project, a person the connection may not see); many of one field are a hole in the connector.
 */
export async function countDanglingReferences(database: Database): Promise<DanglingReferences[]> {
  const fields = referenceFields(await latestMetadata(database));
  if (fields.length === 0) return [];
  // Looked at once per item type, not once per field: there may be a million records and thirty fields.
  await database.run('CREATE OR REPLACE TEMP TABLE latest AS SELECT item_type, id, sequence FROM records');
  const rows = await database.rows(danglingQuery(fields));
  await database.run('DROP TABLE latest');
  const found: DanglingReferences[] = [];
  for (const { field: position, total, dangling } of rows) {
    const { itemType, field } = fields[Number(position)] ?? {};
    const count = Number(dangling);
    if (itemType === undefined || field === undefined || count === 0) continue;
    found.push({ itemType, field, count, share: count / Number(total) });
  }
  return found.sort((left, right) => right.count - left.count);
}

/** One row per field that refers to anything, in the order of the fields. */
function danglingQuery(fields: readonly ReferenceField[]): string {
  const byItemType = new Map<string, string[]>();
  for (const [position, { itemType, field, isList }] of fields.entries()) {
    const value = `data->${literal(`$."${field.replaceAll('"', '\\"')}"`)}`;
    const ids = isList ? `from_json(${value}, '["VARCHAR"]')` : `[${value.replace('->', '->>')}]`;
    byItemType.set(itemType, [...(byItemType.get(itemType) ?? []), `{'field': ${position}, 'ids': ${ids}}`]);
  }
  const referred = [...byItemType].map(
    ([itemType, values]) => `
      SELECT unnest([${values.join(', ')}]) AS reference
      FROM deliveries SEMI JOIN latest USING (sequence) WHERE item_type = ${literal(itemType)}`,
  );
  const targets = fields.flatMap((field, position) =>
    field.targets.map((target) => `(${position}, ${literal(target)})`),
  );
  const allowed = targets.length === 0 ? "(-1, '')" : targets.join(', ');
  return `
    WITH referred AS (
      SELECT reference.field AS field, unnest(reference.ids) AS id FROM (${referred.join(' UNION ALL ')})),
    held AS (
      SELECT DISTINCT allowed.field, latest.id
      FROM latest JOIN (VALUES ${allowed}) AS allowed(field, item_type) USING (item_type))
    SELECT referred.field, count(*) AS total, count(*) FILTER (held.id IS NULL) AS dangling
    FROM referred LEFT JOIN held ON held.field = referred.field AND held.id = referred.id
    WHERE referred.id IS NOT NULL GROUP BY referred.field ORDER BY referred.field`;
}

interface ReferenceField {
  itemType: string;
  field: string;
  isList: boolean;
  targets: string[];
}

function referenceFields(document: Record<string, unknown>): ReferenceField[] {
  const types = isJsonObject(document.record_types) ? document.record_types : {};
  const members = (category: string) =>
    Object.keys(types).filter((key) => isJsonObject(types[key]) && types[key].category === category);
  const fields: ReferenceField[] = [];
  for (const [itemType, type] of Object.entries(types)) {
    if (!isJsonObject(type) || !isJsonObject(type.fields)) continue;
    for (const [field, definition] of Object.entries(type.fields)) {
      if (!isJsonObject(definition) || !isJsonObject(definition.reference)) continue;
      const refersTo = isJsonObject(definition.reference.refers_to) ? definition.reference.refers_to : {};
      const targets = Object.keys(refersTo).flatMap((target) => {
        const [kind, key = ''] = target.split(':', 2);
        return kind === '#category' ? members(key) : [key];
      });
      fields.push({ itemType, field, isList: isJsonObject(definition.collection), targets });
    }
  }
  return fields;
}

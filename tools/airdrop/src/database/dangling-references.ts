import { isJsonObject } from '../platform/json-shape.js';
import { type Database, literal } from './database.js';

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
  const [latest] = await database.rows('SELECT document FROM metadata ORDER BY run DESC LIMIT 1');
  const document = parseDocument(latest?.document);
  const found: DanglingReferences[] = [];
  for (const { itemType, field, isList, targets } of referenceFields(document)) {
    const [row] = await database.rows(danglingQuery(itemType, field, isList, targets));
    const total = Number(row?.total ?? 0);
    const count = Number(row?.dangling ?? 0);
    if (count > 0) found.push({ itemType, field, count, share: count / total });
  }
  return found.sort((left, right) => right.count - left.count);
}

function danglingQuery(itemType: string, field: string, isList: boolean, targets: readonly string[]): string {
  const value = `data->${literal(`$."${field.replaceAll('"', '\\"')}"`)}`;
  const ids = isList
    ? `SELECT unnest(from_json(${value}, '["VARCHAR"]')) AS id FROM records WHERE item_type = ${literal(itemType)}`
    : `SELECT ${value.replace('->', '->>')} AS id FROM records WHERE item_type = ${literal(itemType)}`;
  const held = `SELECT id FROM records WHERE item_type IN (${targets.map(literal).join(', ') || "''"})`;
  return `WITH referred AS (${ids})
    SELECT count(*) AS total, count(*) FILTER (id NOT IN (${held})) AS dangling FROM referred WHERE id IS NOT NULL`;
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

function parseDocument(document: unknown): Record<string, unknown> {
  const parsed: unknown = typeof document === 'string' ? JSON.parse(document) : document;
  return isJsonObject(parsed) ? parsed : {};
}

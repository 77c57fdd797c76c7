import type { Database } from '../database/database.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';
import { deliveredFiles } from './delivered-files.js';
import type { TypePlan } from './mapping-plan.js';
import type { Identity, ResolvedReferences } from './record-context.js';
import { referredValue } from './references.js';
import { mentionedIds } from './rich-text.js';
import { fillPageTable } from './tables.js';

/** Every id or key a record refers to. */
export function referredValues(plan: TypePlan, data: JsonObject): string[] {
  const found: string[] = [];
  for (const field of plan.type.fields.values()) {
    const value = data[field.key];
    if (value === null || value === undefined) continue;
    if (field.type === 'rich_text') found.push(...mentionedIds(value));
    if (field.targets.length === 0) continue;
    for (const element of Array.isArray(value) ? value : [value]) {
      const reference = field.type === 'permission' && isJsonObject(element) ? element.member_id : element;
      const referred = referredValue(reference);
      if (referred !== undefined) found.push(referred);
    }
  }
  return found;
}

/** Looks up all values of a page at once; what the page itself places can be added. */
export async function resolveValues(
  database: Database,
  values: ReadonlySet<string>,
  standIns: ReadonlyMap<string, string>,
): Promise<ResolvedReferences & { add(externalId: string, identity: Identity): void }> {
  await fillPageTable(
    database,
    'devrev_page_values',
    [...values].map((value) => [value]),
  );
  const byId = new Map<string, Identity>();
  const byField = new Map<string, Identity>();
  const artifacts = new Map<string, string>();
  const identities = await database.rows(
    `SELECT external_id, item_type, id, leaf_type FROM devrev_identities
     SEMI JOIN devrev_page_values ON value = external_id WHERE placed_step IS NOT NULL AND item_type <> ''`,
  );
  for (const row of identities) byId.set(keyOf(row.item_type, row.external_id), identityOf(row));
  const keys = await database.rows(
    `SELECT keys.field, keys.value, held.item_type, held.id, held.leaf_type
     FROM devrev_keys AS keys SEMI JOIN devrev_page_values AS page ON page.value = keys.value
     JOIN devrev_identities AS held USING (item_type, external_id)
     WHERE placed_step IS NOT NULL ORDER BY held.number DESC`,
  );
  for (const row of keys) byField.set(keyOf(row.item_type, row.field, row.value), identityOf(row));
  const files = await database.rows(
    `SELECT external_id, artifact_id FROM ${deliveredFiles('external_id IN (SELECT value FROM devrev_page_values)')}`,
  );
  for (const row of files) artifacts.set(String(row.external_id), String(row.artifact_id));
  return {
    byId: (itemType, externalId) => byId.get(keyOf(itemType, externalId)),
    byField: (itemType, field, value) => byField.get(keyOf(itemType, field, value)),
    artifact: (attachmentId) => artifacts.get(attachmentId),
    standIn(leafType) {
      const id = standIns.get(leafType);
      if (id === undefined) throw new Error(`There is no stand-in object of the leaf type ${leafType}.`);
      return id;
    },
    add: (externalId, identity) => void byId.set(keyOf(identity.itemType, externalId), identity),
  };
}

function identityOf(row: Readonly<Record<string, unknown>>): Identity {
  return { itemType: String(row.item_type), id: String(row.id), leafType: String(row.leaf_type) };
}

function keyOf(...parts: readonly unknown[]): string {
  return parts.join('\u0000');
}

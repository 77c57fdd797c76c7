import { isOfType } from './held-records.js';
import type { World } from './world.js';

/** How delivered records differ from the source in the fields both sides spell the same. */
export interface FieldComparison {
  /** Values compared. */
  compared: number;
  /** Some of the differences, as sentences. */
  differences: string[];
}

const differencesShown = 10;

/** @param fields per kind of truth object: its field → field of the delivered record */
export async function differingFields(
  world: World,
  externalSyncUnitId: string,
  fields: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<FieldComparison> {
  const records = await recordsById(world);
  const differences: string[] = [];
  const kinds = new Set<string>();
  let compared = 0;
  for (const { kind, itemType, id, fields: truth = {} } of world.simulator.truth(externalSyncUnitId)) {
    const record = records.get(id)?.find((candidate) => isOfType(candidate.itemType, itemType));
    kinds.add(kind);
    for (const [sourceField, field] of Object.entries(fields[kind] ?? {})) {
      compared += 1;
      const [wanted, held] = [plain(truth[sourceField]), plain(record?.data[field])];
      if (wanted !== held)
        differences.push(`${kind} ${id}: ${field} is ${held}, the source says ${sourceField} is ${wanted}.`);
    }
  }
  const unknown = Object.keys(fields).filter((kind) => !kinds.has(kind));
  differences.push(...unknown.map((kind) => `The source has no object of kind ${kind}.`));
  return { compared, differences: differences.slice(0, differencesShown) };
}

/** Absent and null are the same on both sides. */
function plain(value: unknown): string {
  return JSON.stringify(value ?? null);
}

async function recordsById(world: World) {
  const rows = await world.query('SELECT item_type, id, data::VARCHAR AS data FROM records');
  const records = new Map<string, { itemType: string; data: Record<string, unknown> }[]>();
  for (const { item_type, id, data } of rows) {
    const known = records.get(String(id)) ?? [];
    known.push({ itemType: String(item_type), data: JSON.parse(String(data)) });
    records.set(String(id), known);
  }
  return records;
}

interface MetadataFields {
  record_types: Record<
    string,
    {
      category?: string;
      fields: Record<string, { reference?: { refers_to: object; reference_type?: string } }>;
    }
  >;
}

/** Record types each reference field of the latest metadata may point to, by `item_type.field`; categories by name. */
export async function referenceTargets(world: World): Promise<Map<string, string[]>> {
  const targets = new Map<string, string[]>();
  for (const [itemType, { fields }] of Object.entries((await latestMetadata(world)).record_types)) {
    for (const [field, { reference }] of Object.entries(fields)) {
      if (reference === undefined) continue;
      const names = Object.keys(reference.refers_to).map((target) => target.split(':')[1] ?? target);
      targets.set(`${itemType}.${field}`, names);
    }
  }
  return targets;
}

/** Per item type of children the field that names the parent; files name it in their envelope. */
export async function parentFields(world: World): Promise<Map<string, string>> {
  const parents = new Map([['attachments', 'parent_id']]);
  for (const [itemType, { fields }] of Object.entries((await latestMetadata(world)).record_types)) {
    for (const [field, { reference }] of Object.entries(fields))
      if (reference?.reference_type === 'parent') parents.set(itemType, field);
  }
  return parents;
}

async function latestMetadata(world: World): Promise<MetadataFields> {
  const [row] = await world.query(
    'SELECT document::VARCHAR AS document FROM metadata ORDER BY run DESC LIMIT 1',
  );
  return JSON.parse(String(row?.document));
}

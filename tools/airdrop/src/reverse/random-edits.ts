import { type Database, literal } from '../database/database.js';
import { drawnFraction } from '../drawn-fraction.js';
import type { ArtifactStore } from '../platform/artifact-store.js';
import type { JsonObject } from '../platform/json-shape.js';
import {
  addFile,
  contentOf,
  createObject,
  type EditableObject,
  editObject,
  findObject,
} from './edit-objects.js';
import type { ReverseField, ReversePlan, ReverseType } from './reverse-plan.js';

export interface RandomEdits {
  seed: number;
  edits: number;
  atMs: number;
  syncUnit: string;
}

export interface EditSummary {
  created: number;
  edited: number;
  files: number;
}

/** What is left of a character that was cut in two. */
const halfCharacter = /[\uD800-\uDBFF]$/;

/** Field that shows what an object says, by which its copy is told apart. */
const textFields = ['title', 'name', 'body', 'description'];

/**
 * Edits objects that go back, as people in DevRev would: about six of ten edits change a field, three make an object
 * like one that is there, one adds a file. The same seed over the same objects makes the same edits.
 */
export async function editAtRandom(
  database: Database,
  artifacts: ArtifactStore,
  plan: ReversePlan,
  { seed, edits, atMs, syncUnit }: RandomEdits,
): Promise<EditSummary> {
  let draws = 0;
  const draw = () => {
    draws += 1;
    return drawnFraction(`${seed} edit ${draws}`);
  };
  const ids = await editableIds(database, plan, syncUnit);
  const summary: EditSummary = { created: 0, edited: 0, files: 0 };
  if (ids.length === 0) return summary;
  for (let edit = 0; edit < edits; edit += 1) {
    const object = await findObject(database, ids[Math.floor(draw() * ids.length)] ?? '');
    const type = plan.types.get(object?.itemType ?? '');
    if (object === undefined || type === undefined) continue;
    const at = atMs + edit;
    const kind = draw();
    const label = `${seed}-${edit}`;
    if (kind < 0.1) {
      const parentId = await fileParent(database, object);
      const fileName = `added-${label}.txt`;
      await addFile(
        database,
        artifacts,
        { parentId, fileName, contentType: 'text/plain', content: contentOf(fileName) },
        at,
      );
      summary.files += 1;
    } else if (kind < 0.4 && object.leafType !== 'custom_link') {
      const subtype = plan.forward.types.get(object.itemType)?.subtype ?? null;
      await createObject(database, { ...object, ...likeIt(type, object, label), subtype, syncUnit }, at);
      summary.created += 1;
    } else if (await editOne(database, type, object, draw, label, at)) summary.edited += 1;
  }
  return summary;
}

async function editableIds(database: Database, plan: ReversePlan, syncUnit: string): Promise<string[]> {
  if (plan.types.size === 0) return [];
  const rows = await database.rows(`
    SELECT id FROM devrev_objects
    WHERE item_type IN (${[...plan.types.keys()].map(literal).join(', ')}) AND sync_unit = ${literal(syncUnit)}
      AND NOT is_stand_in ORDER BY id`);
  return rows.map(({ id }) => String(id));
}

/** Files hang on works; that of a comment is put where the comment is. */
async function fileParent(database: Database, object: EditableObject): Promise<string> {
  const parentId = object.fields.parent_object_id;
  if (typeof parentId !== 'string') return object.id;
  return (await findObject(database, parentId))?.id ?? object.id;
}

async function editOne(
  database: Database,
  type: ReverseType,
  object: EditableObject,
  draw: () => number,
  label: string,
  atMs: number,
): Promise<boolean> {
  const editable = type.fields.filter((field) => isEditable(field));
  const field = editable[Math.floor(draw() * editable.length)];
  if (field === undefined) return false;
  const { name } = field.source;
  const value =
    field.keys.length > 0
      ? field.keys[Math.floor(draw() * field.keys.length)]
      : edited(object.fields[name], label);
  await editObject(database, object, { fields: { [name]: value } }, atMs);
  return true;
}

function isEditable({ source, keys, type }: ReverseField): boolean {
  if (source.kind === 'custom') return false;
  return keys.length > 0 || (textFields.includes(source.name) && (type === 'text' || type === 'rich_text'));
}

/** What goes back, and what an object cannot do without; the text says which copy it is. */
function likeIt(
  type: ReverseType,
  object: EditableObject,
  label: string,
): { fields: JsonObject; customFields: JsonObject } {
  const fields: JsonObject = { ...object.fields };
  for (const { source } of type.fields)
    if (source.kind === 'stock' && textFields.includes(source.name))
      fields[source.name] = edited(null, label);
  return { fields, customFields: {} };
}

function edited(value: unknown, label: string): string {
  return typeof value === 'string' && value !== ''
    ? `${value.slice(0, 150).replace(halfCharacter, '')} (edited ${label})`
    : `Written in DevRev ${label}`;
}

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Database, literal } from '../database/database.js';
import { displayPrefix, donPrefix } from '../devrev/devrev-target.js';
import type { ArtifactStore } from '../platform/artifact-store.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';

/** An object as somebody in DevRev sees it. */
export interface EditableObject {
  id: string;
  leafType: string;
  itemType: string;
  fields: JsonObject;
  customFields: JsonObject;
}

/** One object by DON or display id; undefined when there is none. */
export async function findObject(database: Database, id: string): Promise<EditableObject | undefined> {
  const wanted = literal(id);
  const [row] = await database.rows(`
    SELECT id, leaf_type, item_type, fields::VARCHAR AS fields, custom_fields::VARCHAR AS custom_fields FROM devrev_objects
    WHERE (id = ${wanted} OR upper(display_id) = upper(${wanted})) AND NOT is_stand_in LIMIT 1`);
  if (row === undefined) return undefined;
  return {
    id: String(row.id),
    leafType: String(row.leaf_type),
    itemType: String(row.item_type),
    fields: parsed(row.fields),
    customFields: parsed(row.custom_fields),
  };
}

/** Changes fields as somebody in DevRev would; the others stay. */
export async function editObject(
  database: Database,
  object: EditableObject,
  changes: { fields?: JsonObject; customFields?: JsonObject },
  atMs: number,
): Promise<void> {
  const fields = JSON.stringify({ ...object.fields, ...changes.fields });
  const customFields = JSON.stringify({ ...object.customFields, ...changes.customFields });
  await database.run(`
    UPDATE devrev_objects SET fields = ${literal(fields)}, custom_fields = ${literal(customFields)},
      modified_date = ${timestamp(atMs)}
    WHERE id = ${literal(object.id)}`);
}

/** Makes an object of a subtype that an import has made, as only those go back. Returns its DON. */
export async function createObject(
  database: Database,
  object: Omit<EditableObject, 'id'> & { subtype: string | null; syncUnit: string },
  atMs: number,
): Promise<string> {
  const { leafType, itemType, subtype, syncUnit } = object;
  const [taken] = await database.rows(
    `SELECT coalesce(max(number), 0) + 1 AS number FROM devrev_identities WHERE leaf_type = ${literal(leafType)}`,
  );
  const number = Number(taken?.number ?? 1);
  const id = `${donPrefix(leafType)}${number}`;
  const texts = [itemType, syncUnit, leafType].map(literal);
  await database.run(`
    BEGIN;
    INSERT INTO devrev_identities
    VALUES (${texts[0]}, NULL, ${texts[1]}, ${texts[2]}, ${number}, ${literal(id)}, false, NULL, 0, 0);
    INSERT INTO devrev_objects (id, display_id, leaf_type, subtype, sync_unit, item_type, is_stand_in, fields, custom_fields,
      created_date, modified_date, content_hash)
    VALUES (${literal(id)}, ${literal(`${displayPrefix(leafType)}${number}`)}, ${texts[2]},
      ${subtype === null ? 'NULL' : literal(subtype)}, ${texts[1]}, ${texts[0]}, false,
      ${literal(JSON.stringify(object.fields))}, ${literal(JSON.stringify(object.customFields))},
      ${timestamp(atMs)}, ${timestamp(atMs)}, 'made in DevRev');
    COMMIT`);
  return id;
}

/** Adds a file to an object. Returns its DON. */
export async function addFile(
  database: Database,
  artifacts: ArtifactStore,
  file: { parentId: string; fileName: string; contentType: string; content: Buffer },
  atMs: number,
): Promise<string> {
  const { parentId, fileName, contentType, content } = file;
  const artifact = artifacts.prepare({ fileName, fileType: contentType, declaredBytes: content.length });
  await artifacts.upload(artifact, Readable.from([content]), () => undefined);
  artifacts.confirm(artifact);
  await database.run(`
    INSERT INTO devrev_own_files
    VALUES (${literal(artifact.id)}, NULL, ${literal(parentId)}, ${literal(fileName)}, ${literal(contentType)},
      ${content.length}, ${timestamp(atMs)}, false)`);
  return artifact.id;
}

/** A file whose content follows from its name. */
export function contentOf(fileName: string): Buffer {
  return Buffer.from(`${fileName} ${createHash('sha256').update(fileName).digest('hex')}\n`.repeat(20));
}

function timestamp(atMs: number): string {
  return `${literal(new Date(atMs).toISOString().slice(0, -1))}::TIMESTAMP`;
}

function parsed(text: unknown): JsonObject {
  const value: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
  return isJsonObject(value) ? value : {};
}

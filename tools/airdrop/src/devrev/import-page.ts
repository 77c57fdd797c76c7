import { createHash } from 'node:crypto';
import type { Cell, Database, Row } from '../database/database.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';
import { displayPrefix } from './devrev-target.js';
import { type MappedRecord, mapRecord } from './map-record.js';
import type { MappingPlan, TypePlan } from './mapping-plan.js';
import { referredValues, resolveValues } from './page-references.js';
import type { ResolvedReferences } from './record-context.js';
import { contentHash, fillPageTable, userLeafTypes } from './tables.js';

/** What stays the same over the pages of one step. */
export interface ImportStep {
  readonly database: Database;
  readonly plan: MappingPlan;
  readonly standIns: ReadonlyMap<string, string>;
  readonly run: number;
  readonly step: number;
}

interface PageRecord {
  row: Row;
  itemType: string;
  externalId: string;
  id: string;
  plan: TypePlan;
  data: JsonObject;
}

/** Everything one page writes; it is written in one transaction. */
interface PageOutput {
  objects: Cell[][];
  records: Cell[][];
  staged: Cell[][];
  open: Cell[][];
  /** Some of the records were processed before, in another version or without success. */
  hasKnown: boolean;
}

/** Maps the pending records of a range of positions and writes what they became, all of it or nothing. */
export async function importPage(step: ImportStep, from: number, to: number): Promise<void> {
  const { database, plan, standIns } = step;
  const records = readPage(await database.rows(pageQuery(from, to)), plan);
  const values = new Set(records.flatMap(({ plan: typePlan, data }) => referredValues(typePlan, data)));
  const references = await resolveValues(database, values, standIns);
  const output: PageOutput = {
    objects: [],
    records: [],
    staged: [],
    open: [],
    hasKnown: records.some(({ row }) => row.is_known === true),
  };
  const people = await knownPeople(database, records, references);
  for (const record of records) {
    const mapped = mapRecord(record.plan, record.data, references);
    const placedId = place(step, record, mapped, people, output);
    if (placedId === undefined || !values.has(record.externalId)) continue;
    const { itemType, externalId } = record;
    references.add(externalId, { itemType, id: placedId, leafType: record.plan.leafType });
  }
  await write(step, output);
}

function pageQuery(from: number, to: number): string {
  const range = `position BETWEEN ${from} AND ${to}`;
  // The bounds let the scan pass over all versions outside the page.
  return `
    SELECT pending.item_type, pending.external_id, pending.sequence::VARCHAR AS sequence, pending.id, pending.is_alias, pending.is_known,
      record.data::VARCHAR AS data, record.created_date, record.modified_date,
      object.content_hash, object.previous_hash, object.created_run, object.updated_run, object.seen_run
    FROM deliveries AS record
    JOIN (FROM devrev_pending WHERE ${range}) AS pending USING (sequence)
    LEFT JOIN devrev_objects AS object ON object.id = pending.id
    WHERE record.sequence BETWEEN (SELECT min(sequence) FROM devrev_pending WHERE ${range})
      AND (SELECT max(sequence) FROM devrev_pending WHERE ${range})
    ORDER BY position`;
}

function readPage(rows: readonly Row[], plan: MappingPlan): PageRecord[] {
  const records: PageRecord[] = [];
  for (const row of rows) {
    const itemType = String(row.item_type);
    const typePlan = plan.types.get(itemType);
    if (typePlan === undefined) continue;
    const data: unknown = typeof row.data === 'string' ? JSON.parse(row.data) : undefined;
    records.push({
      row,
      itemType,
      externalId: String(row.external_id),
      id: String(row.id),
      plan: typePlan,
      data: isJsonObject(data) ? data : {},
    });
  }
  return records;
}

/** Notes what a record became in `output`; returns its object id unless it is staged. */
function place(
  step: ImportStep,
  record: PageRecord,
  mapped: MappedRecord,
  people: Map<string, string>,
  output: PageOutput,
): string | undefined {
  const { row, itemType, externalId, plan } = record;
  const { run } = step;
  for (const { field, value, targets } of mapped.open) {
    output.open.push([itemType, externalId, field, value, targets, run]);
  }
  for (const { field, reason, detail } of mapped.problems) {
    output.staged.push([itemType, externalId, plan.leafType, reason, field, detail, run]);
  }
  const isStaged = mapped.problems.length > 0;
  const email = emailOf(plan, mapped);
  const key = personKey(plan.leafType, email ?? '');
  const namesake = email === null ? undefined : people.get(key);
  // An object of its own is kept; only a newcomer joins the person who is already there.
  const isAlias =
    row.is_alias === true || (row.content_hash === null && namesake !== undefined && namesake !== record.id);
  const id = row.is_alias === true ? record.id : isAlias && namesake !== undefined ? namesake : record.id;
  output.records.push([
    itemType,
    externalId,
    isStaged ? record.id : id,
    String(row.sequence),
    !isStaged && isAlias,
    !isStaged,
  ]);
  if (isStaged) return undefined;
  if (isAlias) return id;
  if (email !== null) people.set(key, id);
  output.objects.push(objectRow(record, mapped, email, run));
  return id;
}

function objectRow(
  { row, plan, itemType, externalId, id }: PageRecord,
  mapped: MappedRecord,
  email: string | null,
  run: number,
): Cell[] {
  const fields = JSON.stringify(mapped.fields);
  const customFields = JSON.stringify(mapped.customFields);
  const createdDate = textOrNull(row.created_date);
  const modifiedDate = textOrNull(row.modified_date);
  const hash = createHash('sha1')
    .update(JSON.stringify([fields, customFields, plan.subtype, createdDate, modifiedDate]))
    .digest('base64');
  const isNew = row.content_hash === null;
  // What the object was before this run, however often the run comes by.
  const before = row.seen_run === run ? textOrNull(row.previous_hash) : textOrNull(row.content_hash);
  const isUpdated = before !== null && before !== hash;
  return [
    id,
    `${displayPrefix(plan.leafType)}${id.slice(id.lastIndexOf('/') + 1)}`,
    plan.leafType,
    plan.subtype,
    itemType,
    externalId,
    email,
    fields,
    customFields,
    createdDate,
    modifiedDate,
    hash,
    before,
    isNew ? run : Number(row.created_run),
    isUpdated ? run : typeof row.updated_run === 'number' ? row.updated_run : null,
  ];
}

async function write({ database, run, step }: ImportStep, output: PageOutput): Promise<void> {
  await fillPageTable(database, 'devrev_page_objects', output.objects);
  await fillPageTable(database, 'devrev_page_records', output.records);
  await database.run('BEGIN');
  try {
    // A page of newcomers, as all are in an initial run, has nothing to replace.
    if (output.hasKnown) {
      await database.run(`
      DELETE FROM devrev_objects WHERE id IN (SELECT id FROM devrev_page_objects);
      DELETE FROM devrev_staged USING devrev_page_records AS page
      WHERE devrev_staged.item_type = page.item_type AND devrev_staged.external_id = page.external_id;
      DELETE FROM devrev_open_references USING devrev_page_records AS page
      WHERE devrev_open_references.item_type = page.item_type AND devrev_open_references.external_id = page.external_id`);
    }
    await database.run(`
      INSERT INTO devrev_objects
      SELECT id, display_id, leaf_type, subtype, held.sync_unit, page.item_type, page.external_id, email, false,
        fields, custom_fields, created_date::TIMESTAMP, modified_date::TIMESTAMP, content_hash, previous_hash,
        created_run, updated_run, ${run}, ${contentHash}
      FROM devrev_page_objects AS page JOIN (SELECT item_type, external_id, sync_unit FROM devrev_identities) AS held
        ON held.item_type = page.item_type AND held.external_id = page.external_id;
      UPDATE devrev_identities AS held
      SET id = page.id, is_alias = page.is_alias, sequence = page.sequence::BIGINT, processed_step = ${step},
        placed_step = CASE WHEN page.is_placed THEN coalesce(placed_step, ${step}) ELSE placed_step END
      FROM devrev_page_records AS page
      WHERE held.item_type = page.item_type AND held.external_id = page.external_id`);
    await database.append('devrev_staged', output.staged);
    await database.append('devrev_open_references', output.open);
    await database.run('COMMIT');
  } catch (error) {
    await database.run('ROLLBACK');
    throw error;
  }
}

/** People DevRev has already, by leaf type and e-mail address, as far as this page may meet them. */
async function knownPeople(
  database: Database,
  records: readonly PageRecord[],
  references: ResolvedReferences,
): Promise<Map<string, string>> {
  const emails = records.flatMap(({ plan, data }) => {
    if (!userLeafTypes.has(plan.leafType)) return [];
    const email = emailOf(plan, mapRecord(plan, data, references));
    return email === null ? [] : [email];
  });
  if (emails.length === 0) return new Map();
  await fillPageTable(
    database,
    'devrev_page_values',
    [...new Set(emails)].map((email) => [email]),
  );
  const rows = await database.rows(
    'SELECT leaf_type, email, id FROM devrev_objects SEMI JOIN devrev_page_values ON value = email',
  );
  return new Map(rows.map((row) => [personKey(String(row.leaf_type), String(row.email)), String(row.id)]));
}

function emailOf({ leafType }: TypePlan, { fields }: MappedRecord): string | null {
  const { email } = fields;
  return userLeafTypes.has(leafType) && typeof email === 'string' && email.trim() !== ''
    ? email.trim().toLowerCase()
    : null;
}

function personKey(leafType: string, email: string): string {
  return `${leafType} ${email}`;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

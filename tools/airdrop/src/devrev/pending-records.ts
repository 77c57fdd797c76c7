import { type Database, literal } from '../database/database.js';
import { displayPrefix, donPrefix } from './devrev-target.js';
import type { MappingPlan, TypePlan } from './mapping-plan.js';

/** Item type whose records are files of other records, not records that are mapped. */
const attachmentType = 'attachments';

/** The latest version of every record and the plan, in temporary tables of this connection. */
export async function describeRecords(database: Database, plan: MappingPlan): Promise<void> {
  await database.run(
    `CREATE OR REPLACE TEMP TABLE devrev_latest AS
     SELECT item_type, id AS external_id, created_date, modified_date, sequence FROM records
     WHERE item_type <> ${literal(attachmentType)};
     CREATE OR REPLACE TEMP TABLE devrev_types (
       position INTEGER, item_type VARCHAR, leaf_type VARCHAR, don_prefix VARCHAR)`,
  );
  const ordered = importOrder(plan);
  await database.append(
    'devrev_types',
    ordered.map(({ type, leafType }, position) => [position, type.key, leafType, donPrefix(leafType)]),
  );
}

/**
 * Gives every record of a mapped type its object id, by date of creation so that the same data always gets the
 * same ids. Records of a type that is now mapped to another leaf type start anew.
 */
export async function identifyRecords(database: Database, syncUnit: string): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE devrev_moved AS
    SELECT item_type FROM devrev_types SEMI JOIN (
      SELECT held.item_type FROM devrev_identities AS held JOIN devrev_types AS planned USING (item_type)
      WHERE held.leaf_type <> planned.leaf_type) USING (item_type);
    DELETE FROM devrev_objects WHERE item_type IN (FROM devrev_moved);
    DELETE FROM devrev_identities WHERE item_type IN (FROM devrev_moved);
    INSERT INTO devrev_identities
    SELECT item_type, external_id, ${literal(syncUnit)}, leaf_type, number, don_prefix || number, false, NULL, NULL, NULL
    FROM (
      SELECT latest.item_type, latest.external_id, leaf_type, don_prefix,
        coalesce(taken.number, 0) + row_number() OVER (
          PARTITION BY leaf_type ORDER BY latest.created_date, latest.item_type, latest.external_id) AS number
      FROM devrev_latest AS latest JOIN devrev_types USING (item_type)
      ANTI JOIN devrev_identities AS held
        ON held.item_type = latest.item_type AND held.external_id = latest.external_id
      LEFT JOIN (SELECT leaf_type, max(number) AS number FROM devrev_identities GROUP BY leaf_type) AS taken
        USING (leaf_type)
    )`);
}

/** An object per leaf type that stands in for the one a user would choose; made once. Returns their DONs. */
export async function ensureStandIns(
  database: Database,
  leafTypes: Iterable<string>,
  nameField: (leafType: string) => string,
  run: number,
): Promise<Map<string, string>> {
  for (const leafType of leafTypes) {
    const [held] = await database.rows(
      `SELECT 1 FROM devrev_identities WHERE item_type = '' AND external_id = ${literal(leafType)}`,
    );
    if (held !== undefined) continue;
    const fields = JSON.stringify({ [nameField(leafType)]: `Default ${leafType.replaceAll('_', ' ')}` });
    await database.run(`
      BEGIN;
      INSERT INTO devrev_identities
      SELECT '', ${literal(leafType)}, NULL, ${literal(leafType)}, number, ${literal(donPrefix(leafType))} || number, false, NULL, NULL, NULL
      FROM (SELECT coalesce(max(number), 0) + 1 AS number FROM devrev_identities WHERE leaf_type = ${literal(leafType)});
      INSERT INTO devrev_objects (id, display_id, leaf_type, is_stand_in, fields, custom_fields, created_run, seen_run)
      SELECT id, ${literal(displayPrefix(leafType))} || number, leaf_type, true, ${literal(fields)}, '{}', ${run}, ${run}
      FROM devrev_identities WHERE item_type = '' AND external_id = ${literal(leafType)};
      COMMIT`);
  }
  const rows = await database.rows("SELECT external_id, id FROM devrev_identities WHERE item_type = ''");
  return new Map(rows.map(({ external_id: leafType, id }) => [String(leafType), String(id)]));
}

/**
 * Puts everything to be mapped in this step into `devrev_pending`: records never seen in this version, those
 * waiting for something that has arrived since, and, on request, everything staged. Returns how many and the step.
 */
export async function choosePending(
  database: Database,
  withStaged: boolean,
): Promise<{ count: number; step: number }> {
  const staged = withStaged ? 'UNION SELECT item_type, external_id FROM devrev_staged' : '';
  await database.run(`
    CREATE OR REPLACE TEMP TABLE devrev_pending AS
    WITH waiting AS (
      SELECT open.item_type, open.external_id
      FROM devrev_open_references AS open
      JOIN devrev_identities AS own USING (item_type, external_id)
      JOIN devrev_identities AS target ON target.external_id = open.value
      WHERE target.placed_step >= own.processed_step
      UNION
      SELECT open.item_type, open.external_id
      FROM devrev_open_references AS open
      JOIN devrev_identities AS own USING (item_type, external_id)
      JOIN devrev_keys AS keys ON keys.value = open.value
      JOIN devrev_identities AS target ON target.item_type = keys.item_type AND target.external_id = keys.external_id
      WHERE target.placed_step >= own.processed_step
      UNION
      SELECT item_type, external_id FROM devrev_open_references
      WHERE targets = 'artifact' AND value IN (SELECT external_id FROM files)
      ${staged}
    )
    SELECT row_number() OVER (ORDER BY types.position, latest.sequence) AS position,
      latest.item_type, latest.external_id, latest.sequence, held.id, held.is_alias,
      held.processed_step IS NOT NULL AS is_known
    FROM devrev_latest AS latest
    JOIN devrev_types AS types USING (item_type)
    JOIN devrev_identities AS held USING (item_type, external_id)
    LEFT JOIN waiting USING (item_type, external_id)
    WHERE held.sequence IS DISTINCT FROM latest.sequence OR waiting.item_type IS NOT NULL`);
  const [row] = await database.rows(
    `SELECT (SELECT count(*) FROM devrev_pending) AS count,
       (SELECT coalesce(max(processed_step), 0) + 1 FROM devrev_identities) AS step`,
  );
  return { count: Number(row?.count ?? 0), step: Number(row?.step ?? 1) };
}

/** Values of the fields that references name instead of an id, with the records that hold them. */
export async function indexKeys(database: Database, plan: MappingPlan): Promise<void> {
  const wanted = new Map<string, Set<string>>();
  for (const type of plan.externalTypes.values()) {
    for (const { targets } of type.fields.values()) {
      for (const { itemType, byField } of targets) {
        if (byField === undefined) continue;
        wanted.set(itemType, (wanted.get(itemType) ?? new Set()).add(byField));
      }
    }
  }
  await database.run(
    'CREATE OR REPLACE TEMP TABLE devrev_keys (item_type VARCHAR, field VARCHAR, value VARCHAR, external_id VARCHAR)',
  );
  for (const [itemType, fields] of wanted) {
    for (const field of fields) {
      await database.run(
        `INSERT INTO devrev_keys SELECT item_type, ${literal(field)}, data->>${literal(`$.${JSON.stringify(field)}`)}, id
         FROM records WHERE item_type = ${literal(itemType)}`,
      );
    }
  }
}

/** Types whose records others need come first; within a circle the order of the metadata decides. */
function importOrder(plan: MappingPlan): TypePlan[] {
  const ordered: TypePlan[] = [];
  const visited = new Set<string>();
  const visit = (itemType: string): void => {
    const planned = plan.types.get(itemType);
    if (planned === undefined || visited.has(itemType)) return;
    visited.add(itemType);
    for (const field of planned.type.fields.values())
      for (const target of field.targets) visit(target.itemType);
    ordered.push(planned);
  };
  for (const itemType of plan.types.keys()) visit(itemType);
  return ordered;
}

import type { Database } from '../database/database.js';

/** What the records of a run became. */
export interface DevrevFigures {
  objects: ObjectFigures[];
  /** Records not in DevRev, or not in their latest version, by reason; of this and earlier runs. */
  staged: StagedFigures[];
  customFields: { itemType: string; leafType: string; fields: number }[];
  /** References that lead nowhere yet, by external field. */
  openReferences: { itemType: string; field: string; targets: string; count: number }[];
  /** What is wrong with the mapping itself, as sentences. */
  mappingProblems: string[];
  /** Fields only the real platform can fill. */
  notEvaluated: string[];
}

export interface ObjectFigures {
  leafType: string;
  created: number;
  updated: number;
  /** Delivered again without a difference. */
  unchanged: number;
  /** All there are, of all runs. */
  total: number;
}

export interface StagedFigures {
  itemTypes: string[];
  leafType: string | null;
  reason: string;
  field: string | null;
  /** Records, of all the item types. */
  count: number;
  /** One of the records, and the sentence about it. */
  example: string;
  detail: string;
}

/** Counts objects, staged records and open references after a run. */
export async function devrevFigures(
  database: Database,
  run: number,
  plan: { problems: readonly string[]; notEvaluated: readonly string[] },
): Promise<DevrevFigures> {
  const objects = await database.rows(`
    SELECT leaf_type, count(*) FILTER (created_run = ${run}) AS created,
      count(*) FILTER (seen_run = ${run} AND created_run < ${run} AND content_hash <> previous_hash) AS updated,
      count(*) FILTER (seen_run = ${run} AND created_run < ${run} AND content_hash = previous_hash) AS unchanged,
      count(*) AS total
    FROM devrev_objects GROUP BY leaf_type ORDER BY leaf_type`);
  const staged = await database.rows(`
    SELECT list(DISTINCT item_type ORDER BY item_type) AS item_types, leaf_type, reason, field,
      count(DISTINCT (item_type, external_id)) AS count, min(external_id) AS example, arg_min(detail, external_id) AS detail
    FROM devrev_staged GROUP BY leaf_type, reason, field ORDER BY count DESC, leaf_type, reason, field`);
  const customFields = await database.rows(`
    SELECT item_type, leaf_type, count(*) AS fields FROM devrev_custom_fields GROUP BY ALL ORDER BY item_type`);
  const open = await database.rows(`
    SELECT item_type, field, targets, count(*) AS count FROM devrev_open_references
    GROUP BY ALL ORDER BY count DESC, item_type, field`);
  return {
    objects: objects.map((row) => ({
      leafType: String(row.leaf_type),
      created: Number(row.created),
      updated: Number(row.updated),
      unchanged: Number(row.unchanged),
      total: Number(row.total),
    })),
    staged: staged.map((row) => ({
      itemTypes: textsOf(row.item_types),
      leafType: row.leaf_type === null ? null : String(row.leaf_type),
      reason: String(row.reason),
      field: row.field === null ? null : String(row.field),
      count: Number(row.count),
      example: String(row.example),
      detail: String(row.detail),
    })),
    customFields: customFields.map((row) => ({
      itemType: String(row.item_type),
      leafType: String(row.leaf_type),
      fields: Number(row.fields),
    })),
    openReferences: open.map((row) => ({
      itemType: String(row.item_type),
      field: String(row.field),
      targets: String(row.targets),
      count: Number(row.count),
    })),
    mappingProblems: [...plan.problems],
    notEvaluated: [...plan.notEvaluated],
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

import type { Database } from './database.js';

export interface RunFigures {
  /** Distinct ids delivered in the run, per item type. */
  records: Record<string, number>;
  /** Deliveries beyond the first of the same item type, id and modified date. */
  repeated: number;
  /** Bytes of the files delivered in the run. */
  attachmentsBytes: number;
}

/** What one run brought, counted from the database. */
export async function runFigures(database: Database, run: number): Promise<RunFigures> {
  const perType = await database.rows(
    `SELECT item_type, count(DISTINCT id) AS records, count(*) AS deliveries,
       count(DISTINCT (id, modified_date)) AS versions
     FROM deliveries WHERE run = ${run} GROUP BY item_type ORDER BY item_type`,
  );
  const records: Record<string, number> = {};
  let repeated = 0;
  for (const row of perType) {
    records[String(row.item_type)] = Number(row.records);
    repeated += Number(row.deliveries) - Number(row.versions);
  }
  const [files] = await database.rows(
    `SELECT coalesce(sum(bytes), 0) AS bytes
     FROM (SELECT DISTINCT external_id, artifact_id, bytes FROM files WHERE run = ${run})`,
  );
  return { records, repeated, attachmentsBytes: Number(files?.bytes ?? 0) };
}

import path from 'node:path';
import type { Database, Row } from '../database/database.js';
import { donPattern } from '../devrev/read-objects.js';
import { readFileIfPresent } from '../platform/atomic-file.js';
import { isJsonObject } from '../platform/json-shape.js';
import { type RunSummary, readSummaries, runDirectory } from '../sync-run/run-summary.js';
import { namesOf, type ObjectSample, sampleObjects } from './object-samples.js';
import { type InvocationRecord, readTimeline } from './timeline.js';

/** Everything an operator wants to know of one run. */
export interface RunReport {
  summary: RunSummary;
  invocations: InvocationRecord[];
  /** First of what was left out, each with its reason. */
  skipped: SkippedItem[];
  samples: ObjectSample[];
  /** What the DONs in the samples lead to. */
  names: ReadonlyMap<string, string>;
  /** External fields that became custom fields. */
  customFields: { itemTypes: string[]; leafType: string; field: string; name: string; type: string }[];
  staged: Row[];
  /** People without an e-mail address, who become placeholders, and references to people nobody delivered. */
  unknownUsers: { placeholders: number; unresolved: number };
}

export interface SkippedItem {
  what: string;
  itemType: string;
  id: string;
  code: string;
  reason: string;
}

const maxSkipped = 500;
const maxStaged = 200;
const samplesPerLeafType = 12;

/** Gathers the report of a run; the last one when no number is given. Rejects with a sentence when there is none. */
export async function gatherReport(directory: string, database: Database, run?: number): Promise<RunReport> {
  const summaries = await readSummaries(directory);
  const summary = run === undefined ? summaries.at(-1) : summaries.find((ended) => ended.run === run);
  if (summary === undefined) {
    const known = summaries.map((ended) => ended.run).join(', ') || 'none';
    throw new Error(`There is no ended run ${run ?? ''} in ${directory}. Runs that have ended: ${known}.`);
  }
  const folder = runDirectory(directory, summary.run);
  const hasObjects = summary.devrev !== null && summary.devrev !== undefined;
  const samples = hasObjects ? await sampleObjects(database, samplesPerLeafType) : [];
  const dons = new Set(
    samples.flatMap((sample) => JSON.stringify([sample.after, sample.customFields]).match(donPattern) ?? []),
  );
  return {
    summary,
    invocations: await readTimeline(folder),
    skipped: await readSkipped(path.join(folder, 'skip-report.jsonl')),
    samples,
    names: await (hasObjects ? namesOf(database, dons) : new Map()),
    customFields: hasObjects ? await customFields(database) : [],
    staged: hasObjects
      ? await database.rows(
          `SELECT item_type, external_id, leaf_type, reason, field, detail FROM devrev_staged
           ORDER BY item_type, external_id, field LIMIT ${maxStaged}`,
        )
      : [],
    unknownUsers: hasObjects ? await unknownUsers(database) : { placeholders: 0, unresolved: 0 },
  };
}

async function customFields(database: Database): Promise<RunReport['customFields']> {
  const rows = await database.rows(`
    SELECT list(DISTINCT item_type ORDER BY item_type) AS item_types, leaf_type, field, any_value(name) AS name,
      any_value(type) AS type
    FROM devrev_custom_fields GROUP BY leaf_type, field ORDER BY leaf_type, field`);
  return rows.map((row) => ({
    itemTypes: Array.isArray(row.item_types) ? row.item_types.map(String) : [],
    leafType: String(row.leaf_type),
    field: String(row.field),
    name: String(row.name ?? ''),
    type: String(row.type ?? ''),
  }));
}

async function unknownUsers(database: Database): Promise<RunReport['unknownUsers']> {
  const [row] = await database.rows(`
    SELECT (SELECT count(*) FROM devrev_objects
        WHERE leaf_type IN ('devu', 'revu', 'sysu') AND email IS NULL AND NOT is_stand_in) AS placeholders,
      (SELECT count(DISTINCT value) FROM devrev_open_references WHERE targets LIKE '%user%') AS unresolved`);
  return { placeholders: Number(row?.placeholders ?? 0), unresolved: Number(row?.unresolved ?? 0) };
}

async function readSkipped(file: string): Promise<SkippedItem[]> {
  const lines = ((await readFileIfPresent(file)) ?? '').split('\n').slice(0, maxSkipped);
  return lines.flatMap((line) => {
    if (line === '') return [];
    const entry: unknown = JSON.parse(line);
    if (!isJsonObject(entry)) return [];
    return [
      {
        what: String(entry.what ?? ''),
        itemType: String(entry.item_type ?? ''),
        id: String(entry.id ?? ''),
        code: String(entry.code ?? ''),
        reason: String(entry.reason ?? ''),
      },
    ];
  });
}

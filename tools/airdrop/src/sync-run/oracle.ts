import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TruthObject } from '@airdrop-connectors/simulators';
import { type Database, fileLiteral, literal } from '../database/database.js';

export interface OracleVerdict {
  missing: number;
  duplicated: number;
  /** Some of what is wrong, as sentences. */
  examples: string[];
}

const examplesPerKind = 5;

/**
 * Compares what the platform holds with everything in scope at the source.
 *
 * Missing: an object that is not held (of kinds brought on request only, where others of the kind are), held in an older version than its last change before `startedMs`, or a
 * file that is absent or has other bytes. Objects last changed after `startedMs` may wait for the next run.
 * The platform takes no empty files: of those, only the record is asked for.
 * Duplicated: an object held under a second item type, or a held record or file without a counterpart.
 */
export async function compareWithTruth(
  database: Database,
  truth: Iterable<TruthObject>,
  startedMs: number,
  scratchDirectory: string,
): Promise<OracleVerdict> {
  const file = path.join(scratchDirectory, `truth-${process.pid}.jsonl`);
  try {
    await writeTruth(file, truth);
    await loadTruth(database, file, startedMs);
  } finally {
    await rm(file, { force: true });
  }
  const missing = await find(database, missingRows);
  const duplicated = await find(database, duplicatedRows);
  await database.run('DROP TABLE truth; DROP TABLE held; DROP TABLE scope; DROP TABLE pairs');
  return {
    missing: missing.count,
    duplicated: duplicated.count,
    examples: [...missing.examples, ...duplicated.examples],
  };
}

async function writeTruth(file: string, truth: Iterable<TruthObject>): Promise<void> {
  await pipeline(Readable.from(truthLines(truth)), createWriteStream(file));
}

/** Blocks of lines rather than single ones: a stream step per object would dominate at a million objects. */
function* truthLines(truth: Iterable<TruthObject>): Generator<string> {
  let block = '';
  for (const { kind, itemType, id, modified, file, onRequest = false } of truth) {
    block += `${JSON.stringify({ kind, item_type: itemType, id, modified, on_request: onRequest, ...file })}\n`;
    if (block.length < 256 * 1024) continue;
    yield block;
    block = '';
  }
  yield block;
}

/**
 * Builds `truth`, `held` (latest version per item type and id) and `pairs` of both. All joins compare columns
 * only: a join on a pattern would look at every pair of a million times a million objects.
 */
async function loadTruth(database: Database, file: string, startedMs: number): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE truth AS
    SELECT kind, item_type, id, on_request, CASE WHEN bytes > 0 THEN sha256 END AS sha256, bytes,
      timezone('UTC', modified::TIMESTAMPTZ) AS modified,
      coalesce(timezone('UTC', modified::TIMESTAMPTZ) > ${literal(new Date(startedMs).toISOString())}::TIMESTAMP,
        false) AS is_recent
    FROM read_json(${fileLiteral(file)}, format = 'newline_delimited', columns = {
      kind: 'VARCHAR', item_type: 'VARCHAR', id: 'VARCHAR', modified: 'VARCHAR', bytes: 'BIGINT',
      sha256: 'VARCHAR', on_request: 'BOOLEAN'})`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE held AS
    SELECT item_type, id, max_by(modified_date, sequence) AS modified FROM deliveries GROUP BY item_type, id`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE scope AS
    SELECT patterns.item_type AS pattern, types.item_type
    FROM (SELECT DISTINCT item_type FROM truth) AS patterns
    JOIN (SELECT DISTINCT item_type FROM held) AS types
      ON CASE WHEN ends_with(patterns.item_type, '*')
        THEN starts_with(types.item_type, rtrim(patterns.item_type, '*'))
        ELSE types.item_type = patterns.item_type END`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE pairs AS
    SELECT truth.kind, truth.id, held.item_type AS held_type, held.modified AS held_modified
    FROM truth
    JOIN scope ON scope.pattern = truth.item_type
    JOIN held ON held.item_type = scope.item_type AND held.id = truth.id`);
}

const missingRows = `
  SELECT kind, id, CASE WHEN NOT is_held THEN 'is absent' ELSE 'is held in the version of '
    || coalesce(strftime(held_modified, '%Y-%m-%dT%H:%M:%S.%gZ'), 'no date') || ' instead of '
    || strftime(modified, '%Y-%m-%dT%H:%M:%S.%gZ') END AS fault
  FROM (
    SELECT truth.kind, truth.id, truth.modified, best.id IS NOT NULL AS is_held, best.held_modified
    FROM truth
    LEFT JOIN (
      SELECT kind, id, max(held_modified) AS held_modified FROM pairs GROUP BY kind, id
    ) AS best ON best.kind = truth.kind AND best.id = truth.id
    WHERE truth.sha256 IS NULL AND NOT truth.is_recent
      AND (NOT truth.on_request OR truth.item_type IN (SELECT pattern FROM scope))
  )
  WHERE NOT is_held OR held_modified < modified OR (modified IS NOT NULL AND held_modified IS NULL)
  UNION ALL
  SELECT truth.kind, truth.id, CASE WHEN count(files.external_id) = 0 THEN 'is absent'
    ELSE 'has other bytes than the source' END
  FROM truth LEFT JOIN files ON files.external_id = truth.id
  WHERE truth.sha256 IS NOT NULL AND NOT truth.is_recent
  GROUP BY truth.kind, truth.id, truth.sha256, truth.bytes
  HAVING count(*) FILTER (files.sha256 = truth.sha256 AND files.bytes = truth.bytes) = 0`;

const duplicatedRows = `
  SELECT kind, id, 'is held under ' || string_agg(held_type, ' and ' ORDER BY held_type) AS fault
  FROM pairs
  SEMI JOIN (
    SELECT kind, id FROM pairs GROUP BY kind, id HAVING count(*) > 1
  ) AS several ON several.kind = pairs.kind AND several.id = pairs.id
  GROUP BY kind, id HAVING count(DISTINCT held_type) > 1
  UNION ALL
  SELECT held.item_type, held.id, 'is held but does not exist at the source'
  FROM held
  SEMI JOIN scope ON scope.item_type = held.item_type
  ANTI JOIN pairs ON pairs.id = held.id AND pairs.held_type = held.item_type
  UNION ALL
  SELECT DISTINCT 'file', external_id, 'is held but does not exist at the source'
  FROM files ANTI JOIN (SELECT id FROM truth WHERE bytes IS NOT NULL) AS sources ON sources.id = files.external_id`;

async function find(database: Database, rows: string): Promise<{ count: number; examples: string[] }> {
  await database.run(`CREATE OR REPLACE TEMP TABLE findings AS ${rows}`);
  const [total] = await database.rows('SELECT count(*) AS count FROM findings');
  const examples = await database.rows(
    `SELECT kind, id, fault FROM findings ORDER BY kind, id LIMIT ${examplesPerKind}`,
  );
  await database.run('DROP TABLE findings');
  return {
    count: Number(total?.count ?? 0),
    examples: examples.map(({ kind, id, fault }) => `${kind} ${id} ${fault}.`),
  };
}

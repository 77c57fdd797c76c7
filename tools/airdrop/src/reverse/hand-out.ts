import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { type Database, literal, type Row } from '../database/database.js';
import { contentHash } from '../devrev/tables.js';
import type { Artifact } from '../platform/artifact-store.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';
import type { Platform } from '../platform/platform.js';
import { type Disagreement, disagreements, type LinkedItem } from './agreement.js';
import { referredObjects } from './known-objects.js';
import { itemData, type ReversePlan } from './reverse-plan.js';

/** Lines of one file of items. */
const itemsPerFile = 1000;

/** An object of DevRev, or a file, on its way to the external system. */
export interface HandedOut {
  devrevId: string;
  itemType: string;
  /** The external system has no counterpart yet. */
  isNew: boolean;
}

export interface HandOut {
  /** List of files to load, for the event. */
  statsFile: string;
  handedOut: HandedOut[];
  /** Values without a counterpart outside, as sentences. */
  lost: string[];
  /** Where both sides differ; only looked for when everything is handed out. */
  differing: Disagreement[];
}

type Findings = Pick<HandOut, 'lost' | 'differing'>;

export interface HandOutSetting {
  database: Database;
  platform: Pick<Platform, 'artifacts' | 'mappers' | 'download'>;
  plan: ReversePlan;
  /** Id of the sync unit, and the one links name. */
  syncUnit: string;
  syncUnitDon: string;
  /** Also what nobody has edited since the last sync: a loader has to find out that there is nothing to do. */
  everything: boolean;
}

/** Writes what people made or edited in DevRev since the last sync into files, as the platform hands them to a loader. */
export async function handOutItems(setting: HandOutSetting): Promise<HandOut> {
  const { plan } = setting;
  const handedOut: HandedOut[] = [];
  const findings: Findings = { lost: [], differing: [] };
  const stats: JsonObject[] = [];
  for (const [itemType] of plan.types) {
    const rows = await editedObjects(setting, itemType);
    for (let from = 0; from < rows.length; from += itemsPerFile) {
      const page = rows.slice(from, from + itemsPerFile);
      const lines = await itemLines(setting, itemType, page, findings);
      const artifact = await store(setting, `${itemType}.jsonl.gz`, gzipSync(lines.join('\n')));
      stats.push({
        id: artifact.id,
        item_type: itemType,
        file_name: artifact.fileName,
        count: String(page.length),
      });
      for (const row of page)
        handedOut.push({ devrevId: String(row.id), itemType, isNew: row.external_id === null });
    }
  }
  return { statsFile: await storeStats(setting, stats), handedOut, ...findings };
}

/** The same for files; to be called once the objects they hang on are there. */
export async function handOutFiles(setting: HandOutSetting): Promise<HandOut> {
  const { database, platform, syncUnitDon, everything } = setting;
  const rows = await database.rows(`
    SELECT own.*, object.leaf_type, object.external_id AS parent_external_id
    FROM devrev_own_files AS own JOIN devrev_objects AS object ON object.id = own.parent_id
    WHERE object.sync_unit = ${literal(setting.syncUnit)} ${everything ? '' : 'AND NOT is_synced'}
    ORDER BY own.created_date, own.id`);
  const lines = rows.flatMap((row) => {
    const artifact = platform.artifacts.find(String(row.id));
    if (artifact === undefined) return [];
    const parentId =
      row.parent_external_id ??
      platform.mappers.findByTarget(syncUnitDon, String(row.parent_id))?.external_ids[0];
    const { url, expiresMs } = platform.download(artifact);
    return JSON.stringify({
      reference_id: row.id,
      parent_type: row.leaf_type,
      parent_reference_id: row.parent_id,
      file_name: row.file_name,
      file_type: row.content_type,
      file_size: artifact.uploaded?.bytes ?? 0,
      url,
      valid_until: new Date(expiresMs).toISOString(),
      created_date: dateOf(row.created_date),
      modified_date: dateOf(row.created_date),
      ...(parentId === undefined ? {} : { parent_id: parentId }),
    });
  });
  const stats: JsonObject[] = [];
  if (lines.length > 0) {
    const artifact = await store(setting, 'attachment.jsonl.gz', gzipSync(lines.join('\n')));
    stats.push({
      id: artifact.id,
      item_type: 'attachment',
      file_name: artifact.fileName,
      count: String(lines.length),
    });
  }
  const handedOut = rows.map((row) => ({
    devrevId: String(row.id),
    itemType: 'attachments',
    isNew: row.external_id === null,
  }));
  return { statsFile: await storeStats(setting, stats), handedOut, lost: [], differing: [] };
}

async function editedObjects(
  { database, syncUnit, everything }: HandOutSetting,
  itemType: string,
): Promise<Row[]> {
  return database.rows(`
    SELECT id, external_id, fields::VARCHAR AS fields, custom_fields::VARCHAR AS custom_fields, created_date, modified_date
    FROM devrev_objects
    WHERE item_type = ${literal(itemType)} AND sync_unit = ${literal(syncUnit)} AND NOT is_stand_in
      ${everything ? '' : `AND synced_hash IS DISTINCT FROM ${contentHash}`}
    ORDER BY created_date, id`);
}

async function itemLines(
  { database, platform, plan, syncUnitDon, everything }: HandOutSetting,
  itemType: string,
  rows: readonly Row[],
  findings: Findings,
): Promise<string[]> {
  const type = plan.types.get(itemType);
  if (type === undefined) return [];
  const known = await referredObjects(
    database,
    rows.flatMap(({ id, fields, custom_fields: custom }) => [id, fields, custom]),
  );
  await platform.mappers.ensure(syncUnitDon, known.links);
  const linked: LinkedItem[] = [];
  const lines = rows.map((row) => {
    const devrevId = String(row.id);
    const externalId = typeof row.external_id === 'string' ? row.external_id : undefined;
    const object = { fields: parsed(row.fields), customFields: parsed(row.custom_fields) };
    const { data, lost } = itemData(type, object, known);
    for (const { field, value } of lost) {
      const text = JSON.stringify(value);
      findings.lost.push(`${itemType} ${devrevId}: ${field} is ${text}, which has no counterpart outside.`);
    }
    if (externalId !== undefined) linked.push({ devrevId, externalId, data });
    return JSON.stringify({
      id: { devrev: devrevId, ...(externalId !== undefined && { external: externalId }) },
      created_date: dateOf(row.created_date),
      modified_date: dateOf(row.modified_date),
      data,
    });
  });
  if (everything) findings.differing.push(...(await disagreements(database, type, linked)));
  return lines;
}

async function storeStats(setting: HandOutSetting, stats: readonly JsonObject[]): Promise<string> {
  // An empty file cannot be an artifact.
  const text = stats.length === 0 ? '\n' : stats.map((line) => JSON.stringify(line)).join('\n');
  return (await store(setting, 'stats.jsonl', Buffer.from(text))).id;
}

async function store({ platform }: HandOutSetting, fileName: string, content: Buffer): Promise<Artifact> {
  const { artifacts } = platform;
  const artifact = artifacts.prepare({
    fileName,
    fileType: 'application/x-ndjson',
    declaredBytes: content.length,
  });
  await artifacts.upload(artifact, Readable.from([content]), () => undefined);
  artifacts.confirm(artifact);
  return artifact;
}

function parsed(text: unknown): JsonObject {
  const value: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
  return isJsonObject(value) ? value : {};
}

/** Times of the database have no zone and are UTC. */
function dateOf(value: unknown): string {
  return typeof value === 'string' ? new Date(`${value.replace(' ', 'T')}Z`).toISOString() : '';
}

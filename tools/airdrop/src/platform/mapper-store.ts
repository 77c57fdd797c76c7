import path from 'node:path';
import { readJsonIfPresent, writeFileAtomically } from './atomic-file.js';
import { isJsonObject } from './json-shape.js';

/** A link between an object in DevRev and its counterpart outside, in the members of the mapper API. */
export interface MapperRecord {
  id: string;
  sync_unit: string;
  external_ids: string[];
  targets: string[];
  status: string;
  secondary_ids?: Record<string, string>;
  input_files?: string[];
  external_versions?: { recipe_version: number; modified_date: string }[];
  extra_data?: string;
}

export interface MapperStore {
  findByTarget(syncUnit: string, target: string): MapperRecord | undefined;
  findByExternalId(syncUnit: string, externalId: string): MapperRecord | undefined;
  findById(id: string): MapperRecord | undefined;
  /** All links of a sync unit. */
  of(syncUnit: string): MapperRecord[];
  create(record: Omit<MapperRecord, 'id'>): Promise<MapperRecord>;
  /** Links of objects that came with forward syncs; one that is there stays as it is. */
  ensure(syncUnit: string, links: Iterable<{ target: string; externalId: string }>): Promise<void>;
  /** Keeps a record that was changed in place. */
  update(record: MapperRecord): Promise<void>;
}

/** All links in `mappers.json`; many changes arriving together share one write of the file. */
export async function openMapperStore(directory: string): Promise<MapperStore> {
  const file = path.join(directory, 'mappers.json');
  const records = new Map<string, MapperRecord>();
  const byTarget = new Map<string, MapperRecord>();
  const byExternalId = new Map<string, MapperRecord>();
  let writing: Promise<void> = Promise.resolve();
  let queued: Promise<void> | undefined;

  const stored = await readJsonIfPresent(file);
  if (Array.isArray(stored)) {
    for (const record of stored) if (isJsonObject(record)) index(record as unknown as MapperRecord);
  }

  function index(record: MapperRecord): void {
    records.set(record.id, record);
    for (const target of record.targets) byTarget.set(keyOf(record.sync_unit, target), record);
    for (const externalId of record.external_ids) {
      byExternalId.set(keyOf(record.sync_unit, externalId), record);
    }
  }

  function add(details: Omit<MapperRecord, 'id'>): MapperRecord {
    const id = `don:integration:dvrv-us-1:devo/local:sync_mapper_record/${records.size + 1}`;
    const record = { id, ...details };
    index(record);
    return record;
  }

  function save(): Promise<void> {
    queued ??= writing.then(() => {
      queued = undefined;
      writing = writeFileAtomically(file, `${JSON.stringify([...records.values()], undefined, 1)}\n`);
      return writing;
    });
    return queued;
  }

  return {
    findById: (id) => records.get(id),
    of: (syncUnit) => [...records.values()].filter((record) => record.sync_unit === syncUnit),
    findByTarget: (syncUnit, target) => byTarget.get(keyOf(syncUnit, target)),
    findByExternalId: (syncUnit, externalId) => byExternalId.get(keyOf(syncUnit, externalId)),
    async create(details) {
      const record = add(details);
      await save();
      return record;
    },
    async ensure(syncUnit, links) {
      for (const { target, externalId } of links) {
        if (byTarget.has(keyOf(syncUnit, target))) continue;
        add({ sync_unit: syncUnit, external_ids: [externalId], targets: [target], status: 'operational' });
      }
      await save();
    },
    async update(record) {
      index(record);
      await save();
    },
  };
}

function keyOf(syncUnit: string, id: string): string {
  return JSON.stringify([syncUnit, id]);
}

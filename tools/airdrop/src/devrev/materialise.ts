import { createHash } from 'node:crypto';
import { type Database, literal } from '../database/database.js';
import { latestMetadata } from '../database/latest-metadata.js';
import type { MapperRecord } from '../platform/mapper-store.js';
import { linkAttachments } from './attachments.js';
import { devrevObject } from './devrev-target.js';
import { type DevrevFigures, devrevFigures } from './figures.js';
import { importPage } from './import-page.js';
import { passOwnVersions, takeLinks, takeTypesOfCounterparts } from './linked-objects.js';
import { compilePlan, type MappingPlan } from './mapping-plan.js';
import {
  choosePending,
  describeRecords,
  ensureStandIns,
  identifyRecords,
  indexKeys,
} from './pending-records.js';
import { createDevrevTables, createObjectViews } from './tables.js';

export interface MaterialiseOptions {
  run: number;
  syncUnit: string;
  /** Mapping the snap-in installed for the sync unit. */
  mapping: unknown;
  /** What loaders have noted: counterparts of objects made in DevRev, and versions that are our own writes. */
  links?: readonly MapperRecord[];
  /** Records read, mapped and written at a time. */
  pageRecords?: number;
}

/**
 * Makes DevRev objects of everything delivered since the last call, and of what waited for it. Calling it again
 * without new data changes nothing; what a killed process left undone is caught up on.
 */
export async function materialise(database: Database, options: MaterialiseOptions): Promise<DevrevFigures> {
  const { run, syncUnit, mapping, links = [], pageRecords = 4000 } = options;
  await createDevrevTables(database);
  await takeLinks(database, links);
  const metadata = await latestMetadata(database);
  const plan = compilePlan(metadata, mapping);
  await describeRecords(database, plan);
  await indexKeys(database, plan);
  await describeCustomFields(database, plan);
  const standIns = await ensureStandIns(database, plan.standIns, nameFieldOf, run);
  await takeTypesOfCounterparts(database);
  await identifyRecords(database, syncUnit);
  await passOwnVersions(database);
  await stageUnmappedTypes(database, run);

  const hash = createHash('sha256')
    .update(JSON.stringify([metadata, mapping]))
    .digest('hex');
  let withStaged = await isNewPlan(database, hash);
  for (;;) {
    const { count, step } = await choosePending(database, withStaged);
    if (count === 0) break;
    for (let from = 1; from <= count; from += pageRecords) {
      await importPage({ database, plan, standIns, run, step }, from, from + pageRecords - 1);
    }
    withStaged = false;
  }
  await database.run(`DELETE FROM devrev_plans; INSERT INTO devrev_plans VALUES (${literal(hash)})`);
  await linkAttachments(database, run);
  const leafTypes = [...plan.types.values()].map(({ leafType }) => leafType);
  await createObjectViews(database, [...leafTypes, ...plan.standIns]);
  return devrevFigures(database, run, plan);
}

async function isNewPlan(database: Database, hash: string): Promise<boolean> {
  const [held] = await database.rows('SELECT hash FROM devrev_plans');
  return held?.hash !== hash;
}

async function describeCustomFields(database: Database, plan: MappingPlan): Promise<void> {
  await database.run('DELETE FROM devrev_custom_fields');
  const rows = [...plan.types.values()].flatMap(({ type, leafType, customFields, constructedFields }) => [
    ...customFields.map(({ key, name, type: fieldType }) => [
      type.key,
      leafType,
      key,
      name,
      fieldType,
      false,
    ]),
    ...constructedFields.map(({ target }) => [
      type.key,
      leafType,
      target.name,
      target.name,
      target.type,
      true,
    ]),
  ]);
  await database.append('devrev_custom_fields', rows);
}

/** Records of types the mapping says nothing about are nowhere in DevRev. */
async function stageUnmappedTypes(database: Database, run: number): Promise<void> {
  await database.run(`
    DELETE FROM devrev_staged WHERE reason = 'type_not_mapped';
    INSERT INTO devrev_staged
    SELECT item_type, external_id, NULL, 'type_not_mapped', NULL, 'The mapping does not say what ' || item_type || ' become.', ${run}
    FROM devrev_latest ANTI JOIN devrev_types USING (item_type)`);
}

/** Stock field that shows what an object is called. */
function nameFieldOf(leafType: string): string {
  const fields = devrevObject(leafType)?.fields ?? {};
  return ['title', 'name', 'display_name'].find((name) => Object.hasOwn(fields, name)) ?? 'name';
}

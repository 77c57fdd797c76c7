import type { Database } from '../database/database.js';
import { latestMetadata } from '../database/latest-metadata.js';
import { settleObjects } from '../devrev/linked-objects.js';
import { createDevrevTables } from '../devrev/tables.js';
import { openArtifactStore } from '../platform/artifact-store.js';
import {
  type ExternalSyncUnit,
  snapInVersionId,
  syncUnitDonOf,
  syncUnitIdOf,
} from '../platform/event-factory.js';
import type { AcceptedReply } from '../platform/invocation-desk.js';
import { isJsonObject } from '../platform/json-shape.js';
import { type MappingStore, openMappingStore } from '../platform/mapping-store.js';
import type { Platform } from '../platform/platform.js';
import {
  type HandedOut,
  type HandOut,
  type HandOutSetting,
  handOutFiles,
  handOutItems,
} from '../reverse/hand-out.js';
import { type EditSummary, editAtRandom } from '../reverse/random-edits.js';
import { compileReversePlan, type ReversePlan } from '../reverse/reverse-plan.js';
import { compareWritten } from '../reverse/reverse-verdict.js';
import type { OracleVerdict } from './oracle.js';
import { type PhaseDriver, RunFailure } from './phase-driver.js';
import type { RunSyncOptions } from './run-options.js';
import type { LoadedItems } from './run-summary.js';

export interface ReverseParts {
  options: RunSyncOptions;
  platform: Platform;
  database: Database;
  driver: PhaseDriver;
  unit: ExternalSyncUnit;
}

/**
 * Edits objects at random as people in DevRev would, between two runs.
 * @param unit the sync unit whose objects are edited
 */
export async function editDevrev(
  database: Database,
  dataDirectory: string,
  unit: ExternalSyncUnit,
  { seed, edits, atMs = Date.now() }: { seed: number; edits: number; atMs?: number },
): Promise<EditSummary> {
  await createDevrevTables(database);
  const plan = await planOf(database, await openMappingStore(dataDirectory), unit);
  const artifacts = await openArtifactStore(dataDirectory);
  return editAtRandom(database, artifacts, plan, { seed, edits, atMs, syncUnit: syncUnitIdOf(unit) });
}

/** What a reverse run is about. */
export interface LoadedBack extends Pick<HandOut, 'lost' | 'differing'> {
  handedOut: HandedOut[];
}

/** Hands out what was edited in DevRev, and has it written into the external system. */
export async function loadBack(parts: ReverseParts): Promise<LoadedBack> {
  const { options, platform, database, driver, unit } = parts;
  await createDevrevTables(database);
  const plan = await planOf(database, platform.mappings, unit);
  const syncUnit = syncUnitIdOf(unit);
  const setting: HandOutSetting = {
    database,
    platform,
    plan,
    syncUnit,
    syncUnitDon: syncUnitDonOf(options.connector, unit),
    everything: options.handOutEverything === true,
  };
  const items = await handOutItems(setting);
  options.onProgress?.({ type: 'phase', phase: 'loading-data' });
  options.onProgress?.({ type: 'handed-out', items: items.handedOut.length, files: 0 });
  await driver.run('loading-data', unit, { eventData: { stats_file: items.statsFile } });
  const files = await handOutFiles(setting);
  options.onProgress?.({ type: 'phase', phase: 'loading-attachments' });
  options.onProgress?.({ type: 'handed-out', items: 0, files: files.handedOut.length });
  await driver.run('loading-attachments', unit, { eventData: { stats_file: files.statsFile } });
  const handedOut = [...items.handedOut, ...files.handedOut];
  const ids = handedOut.map(({ devrevId }) => devrevId);
  await settleObjects(database, ids, platform.mappers.of(setting.syncUnitDon));
  return { handedOut, lost: items.lost, differing: items.differing };
}

async function planOf(
  database: Database,
  mappings: MappingStore,
  unit: ExternalSyncUnit,
): Promise<ReversePlan> {
  const mapping = mappings.installed(snapInVersionId, syncUnitIdOf(unit));
  if (mapping === undefined) throw new RunFailure('No mapping is installed. Run the initial scenario first.');
  const plan = compileReversePlan(await latestMetadata(database), mapping);
  if (plan.types.size === 0)
    throw new RunFailure('The mapping of this connector sends nothing back to the external system.');
  return plan;
}

/** @param named objects the connector has named as not written */
export function reverseVerdict(
  { options, platform, unit }: Pick<ReverseParts, 'options' | 'platform' | 'unit'>,
  handedOut: readonly HandedOut[],
  named: ReadonlySet<string>,
): OracleVerdict | undefined {
  const written = options.simulator?.written?.();
  if (written === undefined) return undefined;
  const links = platform.mappers.of(syncUnitDonOf(options.connector, unit));
  return compareWritten(handedOut, links, written, named, platform.artifacts);
}

/** Adds up the reports of all replies; each is about its own invocation. */
export function createLoadReports() {
  const loaded: Record<string, LoadedItems> = {};
  return {
    loaded,
    read({ body }: AcceptedReply): void {
      const { reports } = isJsonObject(body.event_data) ? body.event_data : {};
      for (const report of Array.isArray(reports) ? reports : []) {
        if (!isJsonObject(report) || typeof report.item_type !== 'string') continue;
        const total = loaded[report.item_type] ?? { created: 0, updated: 0, skipped: 0, failed: 0 };
        loaded[report.item_type] = total;
        for (const name of ['created', 'updated', 'skipped', 'failed'] as const)
          total[name] += typeof report[name] === 'number' ? report[name] : 0;
      }
    },
  };
}

import type { Simulator } from '@airdrop-connectors/simulators';
import { openDatabase } from '../database/database.js';
import { contentHash } from '../devrev/tables.js';
import { type WorldFile, writeWorldFile } from './data-directory.js';
import { editDevrev } from './reverse-run.js';
import type { RunSyncOptions } from './run-options.js';
import { type RunSummary, readSummaries } from './run-summary.js';
import { unitOfInitialRun } from './unit-choice.js';

/** What the scenarios of both directions need of the one that plays runs. */
export interface ReverseSetting {
  dataDirectory: string;
  world: WorldFile;
  simulator: Simulator | undefined;
  seed: number;
  /** Edits on each side. */
  edits: number;
  /** Edits were asked for; without that, those somebody has made are enough. */
  areEditsAskedFor: boolean;
  unitId?: string;
  play(scenario: RunSummary['scenario'], options?: Partial<RunSyncOptions>): Promise<RunSummary>;
  changeWorld(): Promise<void>;
}

/** Writes back what people have edited in DevRev: what is there, or else edits at random. */
export async function playReverse(setting: ReverseSetting): Promise<RunSummary> {
  if (setting.areEditsAskedFor || !(await hasEdits(setting.dataDirectory))) await edit(setting);
  await noteWritten(setting);
  return setting.play('reverse');
}

/**
 * Edits on both sides, then a reverse and an incremental run, then both again: nothing may be left to do, and both sides
 * have to say the same.
 */
export async function playRoundTrip(setting: ReverseSetting): Promise<RunSummary> {
  await setting.changeWorld();
  await edit(setting);
  await noteWritten(setting);
  for (const scenario of ['reverse', 'incremental'] as const) {
    const summary = await setting.play(scenario);
    if (!isClean(summary)) return summary;
  }
  const again = withUnrest(await setting.play('reverse', { handOutEverything: true }));
  return isClean(again) ? withNews(await setting.play('incremental'), again) : again;
}

/** So does a second incremental run that changes an object; if not, the summary is that of the way back. */
function withNews(forward: RunSummary, back: RunSummary): RunSummary {
  const changed = forward.devrev?.objects.filter(({ created, updated }) => created + updated > 0) ?? [];
  if (!isClean(forward) || changed.length === 0) return isClean(forward) ? back : forward;
  const types = changed
    .map(({ leafType, created, updated }) => `${created + updated} ${leafType}`)
    .join(', ');
  return {
    ...forward,
    status: 'failed',
    error: `After both directions a second forward run still changed ${types}.`,
  };
}

/** A second reverse run that has something to write says so. */
function withUnrest(summary: RunSummary): RunSummary {
  if (!isClean(summary)) return summary;
  const written = Object.entries(summary.loaded ?? {}).filter(
    ([, { created, updated }]) => created + updated > 0,
  );
  const differing = summary.differing ?? [];
  if (written.length === 0 && differing.length === 0) return summary;
  const types = written
    .map(([itemType, { created, updated }]) => `${created + updated} ${itemType}`)
    .join(', ');
  const rewritten = types === '' ? '' : ` ${types} were written once more.`;
  const different =
    differing.length === 0 ? '' : ` ${differing.length} values differ, such as: ${differing[0]}`;
  return {
    ...summary,
    status: 'failed',
    error: `After both directions the two sides are not alike.${rewritten}${different}`,
  };
}

function isClean({ status, missing, duplicated, violations }: RunSummary): boolean {
  return status === 'done' && !missing && !duplicated && violations.length === 0;
}

async function edit({ dataDirectory, seed, edits, unitId }: ReverseSetting): Promise<void> {
  const unit = unitOfInitialRun(await readSummaries(dataDirectory), unitId);
  const database = await openDatabase(dataDirectory, 'read-write');
  try {
    await editDevrev(database, dataDirectory, unit, { seed, edits });
  } finally {
    database.close();
  }
}

async function hasEdits(dataDirectory: string): Promise<boolean> {
  const database = await openDatabase(dataDirectory, 'read-write');
  try {
    const [row] = await database.rows(`
      SELECT (SELECT count(*) FROM devrev_objects WHERE NOT is_stand_in AND synced_hash IS DISTINCT FROM ${contentHash})
        + (SELECT count(*) FROM devrev_own_files WHERE NOT is_synced) AS edits`);
    return Number(row?.edits ?? 0) > 0;
  } finally {
    database.close();
  }
}

/** A simulated world that was written to cannot be made again: a later process has to begin anew. */
async function noteWritten({ dataDirectory, world, simulator }: ReverseSetting): Promise<void> {
  if (simulator !== undefined) await writeWorldFile(dataDirectory, { ...world, isWritten: true });
}

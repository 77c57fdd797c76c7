import type { Database } from '../database/database.js';
import type { ExternalSyncUnit } from '../platform/event-factory.js';
import { RunFailure } from './phase-driver.js';
import type { RunSummary } from './run-summary.js';

/** Units named in a sentence; a big organisation has thousands. */
const namedUnits = 20;

/** The unit asked for among those a run listed, else the first. Rejects with a sentence listing what exists. */
export async function chooseUnit(
  database: Database,
  run: number,
  wantedId: string | undefined,
): Promise<ExternalSyncUnit> {
  const rows = await database.rows(
    `SELECT id, name FROM external_sync_units WHERE run = ${run} ORDER BY rowid`,
  );
  const units = rows.map((row) => ({ id: String(row.id), name: String(row.name) }));
  const [first] = units;
  if (first === undefined) {
    throw new RunFailure('The connector found nothing to sync: its list of external sync units is empty.');
  }
  if (wantedId === undefined) return first;
  const wanted =
    units.find((unit) => unit.id === wantedId) ?? units.find(({ name }) => isCalled(name, wantedId));
  if (wanted !== undefined) return wanted;
  throw new RunFailure(`There is no external sync unit "${wantedId}". ${listed(units)}`);
}

/** People know a unit by its name, or by the key that many systems show in brackets behind it. */
function isCalled(name: string, wanted: string): boolean {
  return name === wanted || name.endsWith(`(${wanted})`);
}

/** The unit of the last finished initial run, or the one asked for when it was imported. */
export function unitOfInitialRun(
  summaries: readonly RunSummary[],
  wantedId: string | undefined,
): ExternalSyncUnit {
  const imported = new Map<string, ExternalSyncUnit>();
  let last: ExternalSyncUnit | undefined;
  for (const { status, scenario, unit } of summaries) {
    if (status !== 'done' || scenario !== 'initial' || unit === undefined) continue;
    imported.set(unit.id, unit);
    last = unit;
  }
  if (last === undefined) {
    throw new RunFailure('There is no finished initial run to continue. Run the initial scenario first.');
  }
  if (wantedId === undefined) return last;
  const wanted = imported.get(wantedId);
  if (wanted !== undefined) return wanted;
  throw new RunFailure(
    `The external sync unit "${wantedId}" was not imported yet. ${listed([...imported.values()])}`,
  );
}

function listed(units: readonly ExternalSyncUnit[]): string {
  const names = units.slice(0, namedUnits).map(({ id, name }) => (id === name ? id : `${id} (${name})`));
  const more = units.length > namedUnits ? ` and ${units.length - namedUnits} more` : '';
  return `Known are ${names.join(', ')}${more}.`;
}

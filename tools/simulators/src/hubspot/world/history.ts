import { draw } from '../../random/draw.js';
import { iso } from './iso.js';
import { kinds } from './kinds.js';
import type { Row, World } from './model.js';
import { timelineOf } from './timeline.js';
import { generatedStage, valuesOf } from './values.js';

/** One value that a property had, as `propertiesWithHistory` tells it. */
export interface PastValue {
  value: string | null;
  /** Milliseconds since the epoch. */
  at: number;
  sourceType: string;
  updatedByUserId?: number;
}

const stageProperties: ReadonlySet<string> = new Set(['hs_pipeline_stage', 'dealstage']);

/** Newest first. What a property once was it stays in its history, whatever happens later. */
export function historyOf(world: World, row: Row, property: string): PastValue[] {
  const user = world.people.owners[draw(world.seed, row.index) % 5]?.userId;
  const by = { sourceType: 'CRM_UI', ...(user !== undefined && { updatedByUserId: user }) };
  const later = (row.override?.past ?? [])
    .filter((entry) => entry.property === property)
    .map(({ value, at }) => ({ value, at, ...by }));
  return [...generatedHistory(world, row, property, by), ...later].reverse();
}

/** Oldest first. */
function generatedHistory(
  world: World,
  row: Row,
  property: string,
  by: Pick<PastValue, 'sourceType' | 'updatedByUserId'>,
): PastValue[] {
  if (!stageProperties.has(property)) {
    const value = valuesOf(world, row)[property] ?? null;
    return value === null ? [] : [{ value, at: row.createdAt, ...by }];
  }
  // What was made over the API has its first stage among the later ones.
  if (row.override?.isWritten === true) return [];
  const { pipeline, stage } = generatedStage(world, row);
  const first = pipeline.stages[0]?.id ?? stage.id;
  const start = { value: first, at: row.createdAt, sourceType: 'INTEGRATION' };
  const { size } = world.tables[row.kind];
  if (first === stage.id || row.index >= size) return [{ ...start, value: stage.id }];
  return [start, { value: stage.id, at: timelineOf(size).updatedAt(row.index), ...by }];
}

export function historyJson(world: World, row: Row, properties: readonly string[]) {
  return Object.fromEntries(
    properties.map((name) => [
      name,
      historyOf(world, row, name).map(({ at, ...entry }) => ({
        ...entry,
        timestamp: iso(at),
        sourceId: `${kinds[row.kind].singular}:${row.index}`,
      })),
    ]),
  );
}

import { iso } from './iso.js';
import { kinds } from './kinds.js';
import type { Row, World } from './model.js';
import { valuesOf } from './values.js';

/** One value that a property had, as `propertiesWithHistory` tells it. */
export interface PastValue {
  value: string | null;
  /** Milliseconds since the epoch. */
  at: number;
  sourceType: string;
  updatedByUserId?: number;
}

const tracked: ReadonlySet<string> = new Set(['hs_pipeline_stage', 'dealstage', 'hubspot_owner_id']);

/** Newest first. */
export function historyOf(world: World, row: Row, property: string): PastValue[] {
  const current = valuesOf(world, row)[property] ?? null;
  if (!tracked.has(property))
    return current === null ? [] : [{ value: current, at: row.createdAt, sourceType: 'CALCULATED' }];
  const user = world.people.owners[row.index % 5]?.userId;
  const by = user === undefined ? {} : { updatedByUserId: user };
  const first = property === 'hubspot_owner_id' ? null : firstStage(world, row, property);
  if (current === null) return [];
  if (first === null || first === current)
    return [{ value: current, at: row.createdAt, sourceType: 'CRM_UI', ...by }];
  return [
    { value: current, at: row.updatedAt, sourceType: 'CRM_UI', ...by },
    { value: first, at: row.createdAt, sourceType: 'INTEGRATION' },
  ];
}

function firstStage(world: World, row: Row, property: string): string | null {
  const pipelines = world.catalogue.pipelines[row.kind === 'deals' ? 'deals' : 'tickets'];
  const id = valuesOf(world, row)[property === 'dealstage' ? 'pipeline' : 'hs_pipeline'];
  return pipelines.find((pipeline) => pipeline.id === id)?.stages[0]?.id ?? null;
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

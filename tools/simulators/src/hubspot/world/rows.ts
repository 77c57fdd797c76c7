import { lowerBound } from '../../order/sorted-places.js';
import { draw, salt } from '../../random/draw.js';
import { type KindName, kinds } from './kinds.js';
import type { Override, Row, Table, World } from './model.js';
import { type Timeline, timelineOf } from './timeline.js';

const BIRTH = salt('birth');
/** Between the ids of two records from the start, for those that are created later. */
const STEP = 10_000;

const timelines = new WeakMap<Table, Timeline>();

function timeline(table: Table): Timeline {
  const known = timelines.get(table) ?? timelineOf(table.size);
  timelines.set(table, known);
  return known;
}

/** Records that were ever there, archived and merged ones included. */
export function rowCount({ size, born }: Table): number {
  return size + born.length;
}

/** The record at an index; the caller keeps it below `rowCount`. */
export function readRow(world: World, kind: KindName, index: number): Row {
  const table = world.tables[kind];
  const override = table.overrides.get(index);
  const id =
    index < table.size
      ? kinds[kind].firstId + index * STEP
      : (table.born.find((entry) => entry.index === index)?.id ?? 0);
  return {
    kind,
    index,
    id,
    createdAt: override?.bornAt ?? timeline(table).createdAt(index),
    updatedAt: override?.updatedAt ?? timeline(table).updatedAt(index),
    ...(override?.archivedAt !== undefined && { archivedAt: override.archivedAt }),
    override,
  };
}

export function idOf(world: World, kind: KindName, index: number): string {
  return String(readRow(world, kind, index).id);
}

/** Undefined for an id nobody has. */
export function indexOf(world: World, kind: KindName, id: string): number | undefined {
  const table = world.tables[kind];
  const distance = Number(id) - kinds[kind].firstId;
  if (!Number.isSafeInteger(distance) || distance < 0) return undefined;
  if (distance % STEP === 0) {
    const index = distance / STEP;
    return index < table.size ? index : undefined;
  }
  return table.born.find((entry) => entry.id === Number(id))?.index;
}

/** Live records, archived ones or both, by ascending id, behind an id. */
export function* walkRows(
  world: World,
  kind: KindName,
  { afterId, archived }: { afterId: number; archived: boolean },
): Generator<Row> {
  const table = world.tables[kind];
  let index = Math.max(0, Math.floor((afterId - kinds[kind].firstId) / STEP) + 1);
  let position = lowerBound(table.born.length, (at) => (table.born[at]?.id ?? 0) <= afterId);
  for (;;) {
    const born = table.born[position];
    const id = index < table.size ? kinds[kind].firstId + index * STEP : undefined;
    if (id === undefined && born === undefined) return;
    const isBorn = born !== undefined && (id === undefined || born.id < id);
    const row = readRow(world, kind, isBorn ? born.index : index);
    if (isBorn) position++;
    else index++;
    const isGone = row.override?.gone !== undefined;
    if (!isGone && (row.archivedAt !== undefined) === archived) yield row;
  }
}

/** Indexes of live records that changed at a time or later, by ascending id, at a cost that does not grow with the portal. */
export function* walkChanged(world: World, kind: KindName, sinceMs: number): Generator<Row> {
  const table = world.tables[kind];
  if (sinceMs <= timeline(table).latest) {
    for (const row of walkRows(world, kind, { afterId: 0, archived: false }))
      if (row.updatedAt >= sinceMs) yield row;
    return;
  }
  const rows = [...table.overrides.keys()].map((index) => readRow(world, kind, index));
  for (const row of rows.sort((left, right) => left.id - right.id))
    if (row.updatedAt >= sinceMs && row.archivedAt === undefined && row.override?.gone === undefined)
      yield row;
}

/** Number of live records, without looking at each. */
export function liveCount({ size, born, overrides }: Table): number {
  let hidden = 0;
  for (const { archivedAt, gone } of overrides.values())
    if (archivedAt !== undefined || gone !== undefined) hidden++;
  return size + born.length - hidden;
}

/** Makes a record a changed one, at that time. */
export function change(world: World, kind: KindName, index: number, at: number): Override {
  const { overrides } = world.tables[kind];
  const override = overrides.get(index) ?? { updatedAt: at, values: {} };
  override.updatedAt = at;
  overrides.set(index, override);
  return override;
}

/** Moves a ticket to another stage, which its history keeps. */
export function moveTicket(
  override: Override,
  to: { pipelineId: string; stageId: string },
  at: number,
): void {
  override.values.hs_pipeline = to.pipelineId;
  override.values.hs_pipeline_stage = to.stageId;
  override.past ??= [];
  override.past.push({ property: 'hs_pipeline_stage', value: to.stageId, at });
}

/** Adds a record with an id somewhere among the others: ids are not in the order of creation. */
export function bear(world: World, kind: KindName, at: number, override: Partial<Override> = {}): number {
  const table = world.tables[kind];
  const number = table.born.length;
  if (number >= STEP - 1)
    throw new Error(`A simulated portal takes no more than ${STEP - 1} new records of one type.`);
  const place = draw(world.seed, BIRTH, number) % Math.max(1, table.size);
  const id = kinds[kind].firstId + place * STEP + number + 1;
  const index = table.size + number;
  table.overrides.set(index, { updatedAt: at, bornAt: at, values: {}, ...override });
  table.born.splice(
    lowerBound(table.born.length, (position) => (table.born[position]?.id ?? 0) < id),
    0,
    { id, index },
  );
  return index;
}

import { associatedWith, primaryTypeOf } from './associations.js';
import type { KindName } from './kinds.js';
import type { Override, Row, World } from './model.js';
import { bear, change, moveTicket, readRow } from './rows.js';

/** An association to make: the other record by index, and the types of labels it is given. */
export interface Link {
  to: KindName;
  index: number;
  labels: readonly number[];
}

const stagePropertyOf: Readonly<Partial<Record<KindName, string>>> = {
  tickets: 'hs_pipeline_stage',
  deals: 'dealstage',
};

/** Makes a record that has these properties and nothing else. Returns its index. */
export function createRecord(
  world: World,
  kind: KindName,
  values: Readonly<Record<string, string | null>>,
  links: readonly Link[],
): number {
  const at = world.now();
  const stage = values[stagePropertyOf[kind] ?? ''];
  const past = stage ? [{ property: stagePropertyOf[kind] ?? '', value: stage, at }] : [];
  const index = bear(world, kind, at, { values: { ...values }, isWritten: true, past });
  for (const link of links) addLink(world, kind, index, link);
  return index;
}

/** Writes properties, an empty one as none; a stage is noted in the history. */
export function updateRecord(world: World, row: Row, values: Readonly<Record<string, string | null>>): void {
  const at = world.now();
  const override = change(world, row.kind, row.index, at);
  Object.assign(override.values, values);
  const { hs_pipeline: pipelineId, hs_pipeline_stage: stageId } = override.values;
  if (row.kind === 'tickets' && values.hs_pipeline_stage && pipelineId && stageId)
    moveTicket(override, { pipelineId, stageId }, at);
  if (row.kind === 'deals' && values.dealstage)
    override.past = [...(override.past ?? []), { property: 'dealstage', value: values.dealstage, at }];
}

/** Moves it to the archive, once. */
export function archiveRecord(world: World, row: Row): void {
  if (row.archivedAt !== undefined) return;
  unmoved(world, row).archivedAt = world.now();
}

/** Associations move no date. */
export function addLink(
  world: World,
  kind: KindName,
  index: number,
  { to, index: other, labels }: Link,
): void {
  const row = readRow(world, kind, index);
  const before = associatedWith(world, row, to).map((target) => target.index);
  const override = unmoved(world, row);
  // Whoever becomes the primary one takes the first place.
  const isPrimary = labels.includes(primaryTypeOf(kind, to) ?? 0);
  const order = isPrimary ? [other, ...before] : [...before, other];
  override.related = { ...override.related, [to]: [...new Set(order)] };
  if (labels.length > 0) {
    const key = `${to} ${other}`;
    override.labels = { ...override.labels, [key]: [...(override.labels?.[key] ?? []), ...labels] };
  }
}

/** All of them to the other record, with their labels. */
export function removeLinks(world: World, row: Row, to: KindName, other: number): void {
  const before = associatedWith(world, row, to).map((target) => target.index);
  const override = unmoved(world, row);
  override.related = { ...override.related, [to]: before.filter((index) => index !== other) };
}

function unmoved(world: World, row: Row): Override {
  return change(world, row.kind, row.index, row.updatedAt);
}

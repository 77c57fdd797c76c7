import { lowerBound } from '../../order/sorted-places.js';
import type { World } from './model.js';

/** A row of the export: what it is ordered by. */
export interface Row {
  second: number;
  index: number;
}

export function compareRows(left: Row, right: Row): number {
  return left.second - right.second || left.index - right.index;
}

/**
 * Rows behind a place in the order (second of the change, id), at the cost of a binary search: a page of a million
 * tickets costs as much as one of a thousand.
 */
export function* rowsAfter(world: World, after: Row | undefined): Generator<Row> {
  const { timeline, touched, overrides } = world;
  const generatedAt = (slot: number): Row => ({
    second: timeline.changedAtSlot(slot),
    index: timeline.indexAtSlot(slot),
  });
  const changedAt = (position: number): Row => ({
    second: touched[position]?.value ?? 0,
    index: touched[position]?.index ?? 0,
  });
  let slot = firstBehind(timeline.size, generatedAt, after);
  let position = firstBehind(touched.length, changedAt, after);
  for (;;) {
    while (slot < timeline.size && overrides.has(timeline.indexAtSlot(slot))) slot++;
    const generated = slot < timeline.size ? generatedAt(slot) : undefined;
    const changed = position < touched.length ? changedAt(position) : undefined;
    if (generated !== undefined && (changed === undefined || compareRows(generated, changed) < 0)) {
      yield generated;
      slot++;
    } else if (changed !== undefined) {
      yield changed;
      position++;
    } else return;
  }
}

function firstBehind(length: number, at: (position: number) => Row, after: Row | undefined): number {
  return after === undefined ? 0 : lowerBound(length, (position) => compareRows(at(position), after) <= 0);
}

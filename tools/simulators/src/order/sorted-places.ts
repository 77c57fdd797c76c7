/** Place of an object in an order: the value it is sorted by, and its index among all. */
export interface SortedPlace {
  value: number;
  index: number;
}

/** Inserts into a list kept sorted by (value, index). */
export function insertOrdered(list: SortedPlace[], entry: SortedPlace): void {
  list.splice(
    lowerBound(list.length, (position) => comparePlaces(list[position], entry) < 0),
    0,
    entry,
  );
}

export function removeOrdered(list: SortedPlace[], entry: SortedPlace): void {
  const position = lowerBound(list.length, (candidate) => comparePlaces(list[candidate], entry) < 0);
  const found = list[position];
  if (found !== undefined && comparePlaces(found, entry) === 0) list.splice(position, 1);
}

/** Number of leading positions for which the predicate, true then false, holds. */
export function lowerBound(length: number, isBefore: (position: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function comparePlaces(left: SortedPlace | undefined, right: SortedPlace): number {
  if (left === undefined) return 1;
  return left.value === right.value ? left.index - right.index : left.value - right.value;
}

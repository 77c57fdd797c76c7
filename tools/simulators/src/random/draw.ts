/**
 * Stateless pseudo-random draws: the same seed and parts always give the same number, in any order of asking.
 * Content is generated lazily, so nothing may depend on what was drawn before.
 */

/** Unsigned 32-bit number from a seed and any number of integer parts. */
export function draw(seed: number, ...parts: readonly number[]): number {
  let hash = (seed ^ 0x9e3779b9) | 0;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash ^ (part >>> 16), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** Turns a label into the integer that separates one kind of draw from another. */
export function salt(label: string): number {
  let hash = 0x811c9dc5;
  for (let position = 0; position < label.length; position++) {
    hash = Math.imul(hash ^ label.charCodeAt(position), 0x01000193);
  }
  return hash >>> 0;
}

/** Folds any safe integer into the 32 bits that `draw` works on, keeping large seeds distinct. */
export function foldSeed(seed: number): number {
  return draw(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0);
}

/** A draw in `[0, 1)`. */
export function fraction(drawn: number): number {
  return drawn / 2 ** 32;
}

/** Element of a non-empty list chosen by a draw. */
export function pick<Item>(items: readonly Item[], drawn: number): Item {
  const item = items[drawn % items.length];
  if (item === undefined) {
    throw new Error('Nothing can be picked from an empty list. Give the catalogue at least one entry.');
  }
  return item;
}

/** A sequence of draws for content that is built in one go, such as a document. */
export interface DrawStream {
  /** Integer in `[0, limit)`. */
  below(limit: number): number;
  /** True in the given share of cases. */
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

export function createDrawStream(seed: number, ...parts: readonly number[]): DrawStream {
  const start = draw(seed, ...parts);
  let step = 0;
  const next = () => draw(start, ++step);
  return {
    below: (limit) => next() % limit,
    chance: (share) => fraction(next()) < share,
    pick: (items) => pick(items, next()),
  };
}

/** RFC 4122 shaped identifier made of draws. */
export function drawUuid(seed: number, ...parts: readonly number[]): string {
  const words = [0, 1, 2, 3].map((word) =>
    draw(seed, ...parts, word)
      .toString(16)
      .padStart(8, '0'),
  );
  const hex = words.join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Lower-case hexadecimal text of the given length made of draws. */
export function drawHex(length: number, seed: number, ...parts: readonly number[]): string {
  let hex = '';
  for (let word = 0; hex.length < length; word++) {
    hex += draw(seed, ...parts, word)
      .toString(16)
      .padStart(8, '0');
  }
  return hex.slice(0, length);
}

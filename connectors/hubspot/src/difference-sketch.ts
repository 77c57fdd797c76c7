/**
 * A set of any size in a few kilobytes, of which nothing can be asked but in what it differs from another one: whoever
 * takes out of it what there is later is left with what has come and what is gone, as long as it is no more than some
 * hundreds. (An invertible Bloom lookup table, https://arxiv.org/abs/1101.2245.)
 */
export interface DifferenceSketch {
  add(key: SketchKey): void;
  remove(key: SketchKey): void;
  /** What was added and not removed, and the other way round; undefined when it is more than can be told apart. */
  differences(): { added: SketchKey[]; removed: SketchKey[] } | undefined;
  save(): string;
}

/** Four unsigned numbers of 32 bits. */
export type SketchKey = readonly [number, number, number, number];

/** Parts of the cells; each key is in one cell of each. */
const parts = 3;
const cellsPerPart = 320;
const cells = parts * cellsPerPart;
/** Of a cell: how many keys, the keys on top of one another, and a check of them. */
const words = 6;
const bytes = cells * words * 4;

/** @param saved text of {@link DifferenceSketch.save}; of another form, or empty: an empty set */
export function createDifferenceSketch(saved = ''): DifferenceSketch {
  const read = Buffer.from(saved, 'base64');
  const table = new Int32Array(cells * words);
  if (read.length === bytes) for (let at = 0; at < table.length; at++) table[at] = read.readInt32LE(at * 4);

  const put = (into: Int32Array, key: SketchKey, sign: 1 | -1) => {
    const check = mixed(key, parts);
    for (let part = 0; part < parts; part++) {
      const at = cellOf(key, part) * words;
      into[at] = (into[at] ?? 0) + sign;
      for (let word = 0; word < 4; word++)
        into[at + 1 + word] = (into[at + 1 + word] ?? 0) ^ (key[word] ?? 0);
      into[at + 5] = (into[at + 5] ?? 0) ^ check;
    }
  };

  return {
    add: (key) => put(table, key, 1),
    remove: (key) => put(table, key, -1),
    differences() {
      const left = table.slice();
      const found = { added: [] as SketchKey[], removed: [] as SketchKey[] };
      const open = Array.from({ length: cells }, (_, cell) => cell);
      for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
        const single = singleIn(left, cell);
        if (single === undefined) continue;
        (single.sign === 1 ? found.added : found.removed).push(single.key);
        // Never but by chance: a cell of many that looks like one of one.
        if (found.added.length + found.removed.length > cells) return undefined;
        put(left, single.key, single.sign === 1 ? -1 : 1);
        for (let part = 0; part < parts; part++) open.push(cellOf(single.key, part));
      }
      return left.every((word) => word === 0) ? found : undefined;
    },
    save: () => Buffer.from(table.buffer).toString('base64'),
  };
}

/** The one key of a cell that has one. */
function singleIn(table: Int32Array, cell: number): { key: SketchKey; sign: 1 | -1 } | undefined {
  const at = cell * words;
  const count = table[at];
  if (count !== 1 && count !== -1) return undefined;
  const word = (number: number) => (table[at + 1 + number] ?? 0) >>> 0;
  const key: SketchKey = [word(0), word(1), word(2), word(3)];
  return mixed(key, parts) === table[at + 5] ? { key, sign: count } : undefined;
}

function cellOf(key: SketchKey, part: number): number {
  return part * cellsPerPart + ((mixed(key, part) >>> 0) % cellsPerPart);
}

/** The finalizer of MurmurHash3 over the words of a key, as a signed number of 32 bits. */
function mixed(key: SketchKey, seed: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1);
  for (const word of key) {
    hash = Math.imul(hash ^ word, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}

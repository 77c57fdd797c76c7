import { draw, salt } from '../../random/draw.js';

const BLOCK_SIZE = 256;
const CACHED_BLOCKS = 64;
const DAY_MS = 86_400_000;
/** First creation; first update lies 181 days later so that every issue is updated after its creation. */
const FIRST_CREATED_MS = Date.UTC(2023, 0, 1);
const FIRST_UPDATED_MS = Date.UTC(2023, 6, 1);
const UPDATED_SPAN_MS = 730 * DAY_MS;
const LONGEST_CREATION_SPAN_MS = 150 * DAY_MS;
/** A bulk edit: in every sixteenth block these slots fall into one second, the first 120 into one millisecond. */
const BURST_FIRST_SLOT = 40;
const BURST_TIED_UNTIL = 160;
const BURST_END_SLOT = 200;

const ORDER = salt('order');
const JITTER = salt('jitter');

/**
 * When the issues that exist from the start were created and last updated, as a pure function of their position.
 * Issue `index` is the order of creation (and of keys); `slot` is the order of `updated`, then key. Inside blocks of
 * 256 the two orders are shuffled against each other, so neither can be mistaken for the other.
 */
export interface Timeline {
  readonly size: number;
  /** Milliseconds since the epoch. */
  createdAt(index: number): number;
  updatedAt(index: number): number;
  updatedAtSlot(slot: number): number;
  indexAtSlot(slot: number): number;
  /** First slot whose `updated` is at or after the time; `size` when there is none. */
  firstSlotAtOrAfter(timeMs: number): number;
}

interface BlockOrder {
  indexOffsets: Uint16Array;
  slotOffsets: Uint16Array;
}

export function createTimeline(size: number, seed: number): Timeline {
  const blocks = Math.max(1, Math.ceil(size / BLOCK_SIZE));
  const blockSpanMs = Math.floor(UPDATED_SPAN_MS / blocks);
  const creationSpanMs = Math.min(blockSpanMs, LONGEST_CREATION_SPAN_MS);
  const cache = new Map<number, BlockOrder>();

  function blockOrder(block: number): BlockOrder {
    const known = cache.get(block);
    if (known !== undefined) return known;
    const order = shuffleBlock(block, Math.min(BLOCK_SIZE, size - block * BLOCK_SIZE), seed);
    const oldest = cache.keys().next();
    if (cache.size >= CACHED_BLOCKS && !oldest.done) cache.delete(oldest.value);
    cache.set(block, order);
    return order;
  }

  function updatedAtSlot(slot: number): number {
    const block = Math.floor(slot / BLOCK_SIZE);
    const offset = slot % BLOCK_SIZE;
    const blockStart = FIRST_UPDATED_MS + block * blockSpanMs;
    if (isBurst(block, offset)) {
      const second = Math.floor((blockStart + (BURST_FIRST_SLOT * blockSpanMs) / BLOCK_SIZE) / 1000) * 1000;
      return offset < BURST_TIED_UNTIL ? second + 250 : second + 251 + (offset - BURST_TIED_UNTIL) * 5;
    }
    const head = tieHead(block, offset);
    return (
      blockStart + Math.floor((head * blockSpanMs) / BLOCK_SIZE) + (draw(seed, JITTER, block, head) % 997)
    );
  }

  function slotOf(index: number): number {
    const block = Math.floor(index / BLOCK_SIZE);
    return block * BLOCK_SIZE + (blockOrder(block).slotOffsets[index % BLOCK_SIZE] ?? 0);
  }

  return {
    size,
    createdAt(index) {
      const block = Math.floor(index / BLOCK_SIZE);
      const offset = index % BLOCK_SIZE;
      return FIRST_CREATED_MS + block * blockSpanMs + Math.floor((offset * creationSpanMs) / BLOCK_SIZE);
    },
    updatedAt: (index) => updatedAtSlot(slotOf(index)),
    updatedAtSlot,
    indexAtSlot(slot) {
      const block = Math.floor(slot / BLOCK_SIZE);
      return block * BLOCK_SIZE + (blockOrder(block).indexOffsets[slot % BLOCK_SIZE] ?? 0);
    },
    firstSlotAtOrAfter(timeMs) {
      let low = 0;
      let high = size;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (updatedAtSlot(middle) < timeMs) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

function isBurst(block: number, offset: number): boolean {
  return block % 16 === 0 && offset >= BURST_FIRST_SLOT && offset < BURST_END_SLOT;
}

/** Slots with the same head share one millisecond; their issues follow each other in key order. */
function tieHead(block: number, offset: number): number {
  if (isBurst(block, offset)) return offset < BURST_TIED_UNTIL ? BURST_FIRST_SLOT : offset;
  const inGroup = offset % 64;
  if (inGroup >= 20 && inGroup < 24) return offset - inGroup + 20;
  return offset % 8 === 3 ? offset - 1 : offset;
}

function shuffleBlock(block: number, length: number, seed: number): BlockOrder {
  const indexOffsets = Uint16Array.from({ length }, (_, offset) => offset);
  for (let last = length - 1; last > 0; last--) {
    const other = draw(seed, ORDER, block, last) % (last + 1);
    const moved = indexOffsets[last] ?? 0;
    indexOffsets[last] = indexOffsets[other] ?? 0;
    indexOffsets[other] = moved;
  }
  for (let start = 0; start < length; ) {
    let end = start + 1;
    while (end < length && tieHead(block, end) === tieHead(block, start)) end++;
    if (end - start > 1) indexOffsets.subarray(start, end).sort();
    start = end;
  }
  const slotOffsets = new Uint16Array(length);
  indexOffsets.forEach((indexOffset, slotOffset) => {
    slotOffsets[indexOffset] = slotOffset;
  });
  return { indexOffsets, slotOffsets };
}

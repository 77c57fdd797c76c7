const DAY_MS = 86_400_000;
/** First creation; first change lies 200 days later so that every record changes after its creation. */
const FIRST_CREATED = Date.UTC(2023, 0, 1, 8, 16, 30, 417);
const FIRST_CHANGED = Date.UTC(2023, 6, 20, 9, 3, 11, 74);
const SPAN_MS = 600 * DAY_MS;
const LONGEST_STEP_MS = DAY_MS / 4;
/** Order of creation and order of ids differ inside groups of twenty, as ids are handed out in blocks. */
const GROUP = 20;
/** Records changed together by an import, at the same millisecond. */
const BURST = 200;
const FIRST_OF_BURST = 40;

/** When the records of one type were created and last changed, by index; the index is the order of ids. */
export interface Timeline {
  createdAt(index: number): number;
  updatedAt(index: number): number;
  /** No record from the start changed later. */
  readonly latest: number;
}

export function timelineOf(size: number): Timeline {
  const step = Math.max(1, Math.min(LONGEST_STEP_MS, Math.floor(SPAN_MS / Math.max(1, size))));
  return {
    createdAt(index) {
      const offset = index % GROUP;
      return FIRST_CREATED + (index - offset + ((offset * 7) % GROUP)) * step;
    },
    updatedAt(index) {
      const place = index % (2 * BURST);
      const first = place >= FIRST_OF_BURST && place < BURST ? index - place + FIRST_OF_BURST : index;
      return FIRST_CHANGED + first * step;
    },
    latest: FIRST_CHANGED + size * step,
  };
}

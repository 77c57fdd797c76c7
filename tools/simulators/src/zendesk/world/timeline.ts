const DAY_SECONDS = 86_400;
/** First creation; first change lies 200 days later so that every ticket changes after its creation. */
const FIRST_CREATED = Date.UTC(2022, 11, 1) / 1000;
const FIRST_CHANGED = Date.UTC(2023, 6, 1) / 1000;
const SPAN_SECONDS = 700 * DAY_SECONDS;
const LONGEST_STEP_SECONDS = DAY_SECONDS / 4;
/** Order of changes and order of ids differ inside groups of twenty. */
const GROUP = 20;
const GROUPS_PER_ROUND = 64;
/** A bulk edit: the tickets of these groups of a round share one second. */
const FIRST_TIED_GROUP = 2;
const FIRST_UNTIED_GROUP = 10;

/**
 * When the tickets that exist from the start were created and last changed, as a pure function of their position. A
 * slot is a place in the order of the export: time of the change, then id. Seconds since the epoch throughout, which
 * is how precisely Zendesk tells time.
 */
export interface Timeline {
  readonly size: number;
  createdAt(index: number): number;
  changedAt(index: number): number;
  changedAtSlot(slot: number): number;
  indexAtSlot(slot: number): number;
}

export function createTimeline(size: number): Timeline {
  const step = Math.max(1, Math.min(LONGEST_STEP_SECONDS, Math.floor(SPAN_SECONDS / Math.max(1, size))));

  function isShuffled(group: number): boolean {
    return (group + 1) * GROUP <= size && !isTied(group);
  }

  function changedAtSlot(slot: number): number {
    const group = Math.floor(slot / GROUP);
    const first = isTied(group) ? (group - (group % GROUPS_PER_ROUND) + FIRST_TIED_GROUP) * GROUP : slot;
    return FIRST_CHANGED + first * step;
  }

  return {
    size,
    createdAt: (index) => FIRST_CREATED + index * step,
    changedAt(index) {
      const group = Math.floor(index / GROUP);
      // Three is the inverse of seven modulo twenty.
      const offset = isShuffled(group) ? ((index % GROUP) * 3) % GROUP : index % GROUP;
      return changedAtSlot(group * GROUP + offset);
    },
    changedAtSlot,
    indexAtSlot(slot) {
      const group = Math.floor(slot / GROUP);
      return group * GROUP + (isShuffled(group) ? ((slot % GROUP) * 7) % GROUP : slot % GROUP);
    },
  };
}

function isTied(group: number): boolean {
  const place = group % GROUPS_PER_ROUND;
  return place >= FIRST_TIED_GROUP && place < FIRST_UNTIED_GROUP;
}

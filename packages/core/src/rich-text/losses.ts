/** How many distinct kinds one document may report; the rest is counted together. */
const MAX_KINDS = 50;
const MAX_KIND_LENGTH = 60;

/** Counts what a conversion could not carry over, by kind, for the report of a run. */
export interface LossCounter {
  count(kind: string): void;
  /** Kind → number of occurrences. Empty when nothing was lost. */
  totals(): Readonly<Record<string, number>>;
}

/**
 * Kinds come partly from the document itself (names of unknown nodes), so both their number and their length
 * are bounded.
 */
export function createLossCounter(): LossCounter {
  const totals = new Map<string, number>();
  return {
    count(kind) {
      const wanted = kind.slice(0, MAX_KIND_LENGTH);
      const key = totals.has(wanted) || totals.size < MAX_KINDS ? wanted : 'other';
      totals.set(key, (totals.get(key) ?? 0) + 1);
    },
    totals: () => Object.fromEntries(totals),
  };
}

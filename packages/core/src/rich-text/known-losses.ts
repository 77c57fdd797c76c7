import type { RichText } from './segments.js';

/** How often each kind of content could not be carried over. */
export type Losses = Readonly<Record<string, number>>;

const known = new WeakMap<object, Losses>();

/**
 * The result of a conversion, remembering what was lost for as long as the rich text lives: normalizers pass on the
 * rich text alone, and whoever writes the record still knows.
 */
export function converted(richText: RichText, losses: Losses): { richText: RichText; losses: Losses } {
  if (richText !== null && Object.keys(losses).length > 0) known.set(richText, losses);
  return { richText, losses };
}

/** What was lost when this value was converted; undefined for everything else. */
export function lossesOf(value: unknown): Losses | undefined {
  return typeof value === 'object' && value !== null ? known.get(value) : undefined;
}

/** Adds up losses of a run by item type, field and kind. */
export interface LossTally {
  note(itemType: string, losses: FieldLosses): void;
  /** `issue_1.description: mark:textColor` → number; bounded, the rest is counted as `other`. */
  totals(): Losses;
}

/** Losses of one record by field. */
export type FieldLosses = readonly { field: string; losses: Losses }[];

/** Kinds come partly from the source, so their number is bounded: the figures go into one line of the log. */
const maxKinds = 200;

export function createLossTally(): LossTally {
  const totals = new Map<string, number>();
  return {
    note(itemType, fields) {
      for (const { field, losses } of fields) {
        for (const [kind, count] of Object.entries(losses)) {
          const wanted = `${itemType}.${field}: ${kind}`;
          const key = totals.has(wanted) || totals.size < maxKinds ? wanted : 'other';
          totals.set(key, (totals.get(key) ?? 0) + count);
        }
      }
    },
    totals: () => Object.fromEntries(totals),
  };
}

/** A request as far as it matters for how long its answer takes. */
export interface AnsweredRequest {
  method: string;
  path: string;
  receivedBytes: number;
}

/** A phase of a run that can go on for long. */
export type LongPhase = 'data' | 'attachments';

/**
 * The least that an initial run of everything can cost, whatever connector does it: what the vendor's pages, previews
 * and limits allow. The simulator knows it because it knows the truth.
 */
export interface LeastWork {
  /** Fewest calls by endpoint, as `calls()` names them. */
  calls: ReadonlyMap<string, number>;
  /** Longest chain of requests each of which needs the answer of the one before, by phase, milliseconds. */
  chainMs: Readonly<Record<LongPhase, number>>;
  /** Files, which can be had side by side: the time that the source needs for each, milliseconds. */
  files: readonly { sourceMs: number }[];
  budgets: readonly LeastCost[];
}

/** What those calls cost of one limit that is played. */
export interface LeastCost {
  name: string;
  capacity: number;
  perSeconds: number;
  /** `aligned`: starts again at full multiples of the period in UTC; `bucket`: filled again all the time. */
  window: 'aligned' | 'bucket';
  /** Units by phase. */
  units: Readonly<Record<LongPhase, number>>;
}

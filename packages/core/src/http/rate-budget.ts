import type { HttpRequest } from './http-request.js';
import type { ResponseFacts } from './response-policy.js';

/** What the external system says about a budget with a response. */
export interface BudgetReading {
  /** Units per window. */
  limit?: number;
  /** Units left in the current window, for everybody together. */
  remaining?: number;
  /** Seconds until the window ends. */
  resetsInSeconds?: number;
}

/** Finds the reading of one budget among the headers; undefined when they say nothing about it. */
export type BudgetReader = (facts: ResponseFacts, now: number) => BudgetReading | undefined;

/**
 * One limit of the external system, in its own unit. Declared with the client; core starts requests so that it is
 * kept, as early as it allows.
 */
export interface RateBudget {
  /** Names the budget in the log and in the saved state, e.g. `search`; never rename it. */
  name: string;
  /**
   * Units per window: calls, points, whatever is counted. Infinite for a budget that only some connections have: it
   * holds up nothing before an answer names its limit.
   */
  capacity: number;
  perSeconds: number;
  /**
   * Part of it that this sync may use; the rest is for people and other programs. 0.8 unless told otherwise; what the
   * organization has set for the snap-in comes first.
   */
  share?: number;
  /**
   * `sliding`: no period of that length, wherever it begins, sees more than the budget; safe for every way of
   * counting. `aligned`: starts again at full multiples of the period in UTC, such as every full hour.
   */
  window?: 'sliding' | 'aligned';
  /**
   * With `endpoint`, every endpoint has a budget of its own; with a function, every object it names, such as the ticket
   * that a request changes. Writes wait for the budget of their object without holding up others.
   */
  scope?: 'all' | 'endpoint' | ((request: HttpRequest) => string);
  /** Units that a request costs; 0 for one that this budget is not about. 1 unless told otherwise. */
  weight?: (request: HttpRequest) => number;
  /** Units that it did cost, where only its answer tells, as parsed JSON; what `weight` says is expected until then. */
  cost?: (request: HttpRequest, answer: unknown) => number;
  reading?: BudgetReader;
  /** Which refusals (429) are about this budget, where the system says so; otherwise it is found out by what is left. */
  refusal?: RefusalReader;
}

/** Whether a refusal is about one budget; undefined when the answer does not tell. */
export type RefusalReader = (facts: ResponseFacts) => boolean | undefined;

/** What was spent of one budget in this invocation, for the log. */
export interface BudgetUsage {
  spent: number;
  capacity: number;
  per_seconds: number;
}

/** What the saved state keeps of one budget; only what still counts when it is saved. */
export interface SavedBudget {
  /** Units by when they stop counting, RFC 3339 UTC. */
  spent: { units: number; until: string }[];
  /** Until when the external system wants to be left alone, RFC 3339 UTC. */
  closedUntil?: string;
}

import type { BudgetRegistry } from './budget-registry.js';
import type { HttpRequest } from './http-request.js';
import type { BudgetReader, RateBudget, RefusalReader } from './rate-budget.js';
import type { Charge } from './request-queue.js';
import type { ResponseFacts } from './response-policy.js';

/** A charge with what responses say about its budget. */
export interface RequestCharge extends Charge {
  reading: BudgetReader | undefined;
  refusal: RefusalReader | undefined;
  cost?: RateBudget['cost'];
}

type Charges = readonly [RequestCharge, ...RequestCharge[]];

/** What requests are charged to, and what responses teach about it. */
export interface RequestCharges {
  /** The endpoint, which may ask to be left alone by itself, and the budgets the request costs something of. */
  of(request: HttpRequest, endpoint: string): Charges;
  learn(charges: readonly RequestCharge[], facts: ResponseFacts): void;
  /** Charges what a request did cost, now that its answer is known. */
  settle(charges: readonly RequestCharge[], request: HttpRequest, answer: unknown): void;
  /**
   * Closes what a refusal is about: the budgets it names; when it names none, those that have nothing left or do not say
   * and are not ruled out; otherwise the endpoint alone.
   * @returns whether only budgets of one object were closed
   */
  close(charges: Charges, facts: ResponseFacts | undefined, milliseconds: number): boolean;
}

export function createRequestCharges(
  declared: readonly RateBudget[],
  budgets: BudgetRegistry,
  now: () => number,
): RequestCharges {
  return {
    of(request, endpoint) {
      const charges = declared.flatMap((budget) => {
        const units = budget.weight?.(request) ?? 1;
        if (units <= 0) return [];
        const { reading, refusal, cost, scope } = budget;
        const bucket = budgets.budget(budget, endpoint, request);
        return [{ bucket, units, isOfOneObject: typeof scope === 'function', reading, refusal, cost }];
      });
      return [
        {
          bucket: budgets.endpoint(endpoint),
          isOfOneObject: false,
          units: 0,
          reading: undefined,
          refusal: undefined,
          cost: undefined,
        },
        ...charges,
      ];
    },
    learn(charges, facts) {
      for (const { bucket, reading } of charges) {
        const found = reading?.(facts, now());
        if (found) bucket.correct(found);
      }
    },
    settle(charges, request, answer) {
      for (const { bucket, units, cost } of charges) {
        if (cost) bucket.settle(cost(request, answer) - units);
      }
    },
    close([endpoint, ...others], facts, milliseconds) {
      const remaining = ({ reading }: RequestCharge) => (facts && reading?.(facts, now())?.remaining) ?? 0;
      // A budget whose limit nobody has named is none, unless a refusal names it.
      const isKnown = ({ bucket }: RequestCharge) => Number.isFinite(bucket.usage().capacity);
      const told = others.map((charge) => ({ charge, isNamed: facts && charge.refusal?.(facts) }));
      const named = told.filter(({ isNamed }) => isNamed === true);
      const empty = told.filter(
        ({ charge, isNamed }) => isNamed === undefined && isKnown(charge) && remaining(charge) <= 0,
      );
      const closing = (named.length > 0 ? named : empty).map(({ charge }) => charge);
      const closed = closing.length > 0 ? closing : [endpoint];
      for (const { bucket } of closed) bucket.close(milliseconds);
      return closed.every(({ isOfOneObject }) => isOfOneObject);
    },
  };
}

import type { BudgetReading, BudgetUsage, RateBudget, SavedBudget } from './rate-budget.js';
import { maxDelaySeconds } from './retry-after.js';

/** Counts one budget: what may start now, and when the rest may. */
export interface RateBucket {
  /** Milliseconds until `units` may be spent once `ahead` units of others have been; 0: now. */
  readyInMs(units: number, ahead?: number): number;
  spend(units: number): void;
  /** An answer tells that a request cost so many units more than was spent for it, or fewer when negative. */
  settle(units: number): void;
  /** The external system wants to be left alone for so long. */
  close(milliseconds: number): void;
  correct(reading: BudgetReading): void;
  usage(): BudgetUsage;
  /**
   * Undefined when nothing of it would matter to the next invocation.
   * @param delayMs how long the platform was asked to wait before: what is over by then has been waited for
   */
  save(delayMs: number): SavedBudget | undefined;
  restore(saved: SavedBudget): void;
}

export type BucketLimits = Pick<RateBudget, 'capacity' | 'perSeconds' | 'share' | 'window'>;

interface Spent {
  units: number;
  /** When it stops counting, milliseconds since the epoch. */
  until: number;
  /** When the first unit of it would have, alone. */
  firstUntil?: number;
}

const defaultShare = 0.8;
/** Starts closer together than this part of a window are counted as one, a little too long rather than too short. */
const stepsPerWindow = 1_000;
/** Kept of one budget in the saved state. */
const maxSavedSteps = 8;
/** What stops counting within this time is not worth saving: starting the next invocation takes longer. */
const shortestSavedMs = 2_000;
/**
 * Windows longer than a wait in place but short enough to be worked through are not spent at once: an invocation that
 * has to wait for the rest of the window would end. From half of the budget on, starts are spread over the window.
 */
const spreadFromSeconds = 30;
const spreadToSeconds = 120;
const rounding = 1e-9;

export function createRateBucket(limits: BucketLimits, now: () => number): RateBucket {
  const windowMs = limits.perSeconds * 1000;
  const share = limits.share ?? defaultShare;
  const isSpread = limits.perSeconds > spreadFromSeconds && limits.perSeconds <= spreadToSeconds;
  let { capacity } = limits;
  /** Ours, earliest first. */
  let spent: Spent[] = [];
  /** Used by others, as far as the external system tells. */
  let foreign: Spent = { units: 0, until: 0 };
  let closedUntil = 0;
  let nextEvenStart = 0;
  let total = 0;

  const ownLimit = () => capacity * share;
  const used = () => spent.reduce((sum, { units }) => sum + units, 0);

  function forgetPast(): void {
    const time = now();
    if (foreign.until <= time) foreign = { units: 0, until: 0 };
    if ((spent[0]?.until ?? Number.POSITIVE_INFINITY) <= time)
      spent = spent.filter(({ until }) => until > time);
  }

  function endOfCounting(time: number): number {
    return limits.window === 'aligned' ? (Math.floor(time / windowMs) + 1) * windowMs : time + windowMs;
  }

  /** The earliest time from `from` on at which what counts leaves room for `units`. */
  function roomAt(units: number, from: number): number {
    const besideOthers = Math.min(foreign.until, leftAt(capacity - units - foreign.units, from));
    const time = Math.max(besideOthers, leftAt(ownLimit() - units, from));
    return Number.isFinite(time) ? time : from;
  }

  /**
   * The earliest time from `from` on at which no more than `units` of ours count; never for less than none. Every
   * request that waits asks for it whenever another one ends, so it adds up once, from the latest on.
   */
  function leftAt(units: number, from: number): number {
    if (units + rounding < 0) return Number.POSITIVE_INFINITY;
    let counting = 0;
    for (let index = spent.length - 1; index >= 0; index--) {
      const step = spent[index];
      counting += step?.units ?? 0;
      if (step && counting > units + rounding) return Math.max(from, step.until);
    }
    return from;
  }

  /** Notes units that count from `time` on. */
  function note(units: number, time: number): void {
    const until = endOfCounting(time);
    const last = spent.at(-1);
    const firstUntil = last?.firstUntil ?? last?.until ?? 0;
    if (last && until - firstUntil < windowMs / stepsPerWindow) {
      last.units += units;
      last.until = Math.max(last.until, until);
    } else {
      spent.push({ units, until, firstUntil: until });
    }
  }

  return {
    readyInMs(units, ahead = 0) {
      forgetPast();
      const time = now();
      if (!Number.isFinite(capacity)) return Math.max(0, closedUntil - time);
      // A request above the whole budget goes alone; what is queued ahead fills as many windows as it fills.
      const wanted = units + ahead;
      const limit = ownLimit();
      const fullWindows = ahead > 0 && wanted > limit ? Math.ceil((wanted - rounding) / limit) - 1 : 0;
      const inLastWindow = Math.min(wanted - fullWindows * limit, limit);
      const start = Math.max(time, closedUntil, nextEvenStart);
      return roomAt(inLastWindow, start) + fullWindows * windowMs - time;
    },
    spend(units) {
      total += units;
      if (!Number.isFinite(capacity) || units <= 0) return;
      forgetPast();
      const time = now();
      note(units, time);
      const left = ownLimit() - used();
      const first = spent[0];
      if (isSpread && first && left >= units && used() > ownLimit() / 2)
        nextEvenStart = time + ((first.until - time) * units) / (left + units);
    },
    settle(units) {
      total += units;
      if (!Number.isFinite(capacity)) return;
      forgetPast();
      if (units > 0) note(units, now());
      let surplus = Math.max(0, -units);
      for (const step of spent.toReversed()) {
        const given = Math.min(surplus, step.units);
        step.units -= given;
        surplus -= given;
      }
    },
    close(milliseconds) {
      closedUntil = Math.max(closedUntil, now() + Math.min(milliseconds, maxDelaySeconds * 1000));
    },
    correct({ limit, remaining, resetsInSeconds }) {
      forgetPast();
      if (limit !== undefined && limit > 0) capacity = limit;
      if (remaining === undefined || !Number.isFinite(capacity)) return;
      const resetMs = Math.min(resetsInSeconds ?? limits.perSeconds, maxDelaySeconds) * 1000;
      const until = now() + Math.max(resetMs, 0);
      // Ours under way may not be counted there yet, so this is too little if anything: within a window it only grows.
      const units = capacity - remaining - used();
      if (units > foreign.units) foreign = { units, until };
      if (remaining <= 0 && resetsInSeconds !== undefined) closedUntil = Math.max(closedUntil, until);
    },
    usage: () => ({ spent: total, capacity, per_seconds: limits.perSeconds }),
    save(delayMs) {
      forgetPast();
      const nextStart = now() + delayMs + shortestSavedMs;
      const lasting = spent.filter(({ until }) => until > nextStart);
      const isClosed = closedUntil > nextStart;
      if (lasting.length === 0 && !isClosed) return undefined;
      return {
        spent: merged(lasting).map(({ units, until }) => ({ units, until: new Date(until).toISOString() })),
        ...(isClosed && { closedUntil: new Date(closedUntil).toISOString() }),
      };
    },
    restore(saved) {
      const time = now();
      // A clock that was set back must not keep a budget closed for days.
      const steps = saved.spent.map(({ units, until }) => ({
        units,
        until: Math.min(Date.parse(until), time + windowMs),
      }));
      spent = [...spent, ...steps.filter(({ until }) => until > time)].sort((a, b) => a.until - b.until);
      const closed = Date.parse(saved.closedUntil ?? '');
      if (closed > closedUntil) closedUntil = Math.min(closed, time + maxDelaySeconds * 1000);
    },
  };
}

/** Neighbours together, each counting as long as the longest of them. */
function merged(steps: readonly Spent[]): Spent[] {
  const size = Math.ceil(steps.length / maxSavedSteps);
  const groups: Spent[] = [];
  for (let start = 0; start < steps.length; start += size) {
    const group = steps.slice(start, start + size);
    groups.push({
      units: group.reduce((sum, { units }) => sum + units, 0),
      until: Math.max(...group.map(({ until }) => until)),
    });
  }
  return groups;
}

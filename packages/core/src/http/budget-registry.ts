import type { HttpRequest } from './http-request.js';
import { type BucketLimits, createRateBucket, type RateBucket } from './rate-bucket.js';
import type { BudgetUsage, RateBudget, SavedBudget } from './rate-budget.js';

/** All budgets of one invocation; clients that declare the same name share it. */
export interface BudgetRegistry {
  /** The bucket of a declared budget that a request to an endpoint is charged to. */
  budget(budget: RateBudget, endpoint: string, request: HttpRequest): RateBucket;
  /** Where an endpoint itself asks to be left alone; it has no limit of its own. */
  endpoint(endpoint: string): RateBucket;
  /** By name, endpoints of one budget together; without those whose limit is not known. */
  usage(): Readonly<Record<string, BudgetUsage>>;
  /** What the next invocation has to know when it comes after a delay of so long. */
  save(delayMs?: number): Record<string, SavedBudget>;
  /** Takes up what an earlier invocation has saved; before the first request. */
  restore(saved: Readonly<Record<string, SavedBudget>>): void;
}

/** Endpoints are named by routes; a client that names each record would otherwise add a bucket per record. */
const maxEndpoints = 500;
/** Objects whose budgets are kept; beyond it those are forgotten of which nothing counts any more. */
const maxIdleObjects = 500;
/** The saved state has room for little. */
const maxSaved = 50;

/** @param share takes the place of every budget's own share, when the operator has chosen one */
export function createBudgetRegistry(now: () => number = Date.now, share?: number): BudgetRegistry {
  const declared = new Map<string, { name: string; bucket: RateBucket }>();
  const endpoints = new Map<string, RateBucket>();
  /** Of single objects. */
  const objects = new Map<string, RateBucket>();
  const waiting = new Map<string, SavedBudget>();

  function find(key: string, name: string, limits: BucketLimits): RateBucket {
    const known = declared.get(key);
    if (known) return known.bucket;
    const bucket = create(key, limits);
    declared.set(key, { name, bucket });
    return bucket;
  }

  function create(key: string, limits: BucketLimits): RateBucket {
    const bucket = createRateBucket(share === undefined ? limits : { ...limits, share }, now);
    const saved = waiting.get(key);
    if (saved) bucket.restore(saved);
    waiting.delete(key);
    return bucket;
  }

  function findObject(key: string, limits: BucketLimits): RateBucket {
    const bucket = objects.get(key) ?? create(key, limits);
    objects.set(key, bucket);
    if (objects.size > maxIdleObjects && objects.size % maxIdleObjects === 1)
      for (const [other, idle] of objects)
        if (other !== key && idle.save(0) === undefined) objects.delete(other);
    return bucket;
  }

  return {
    budget(budget, endpoint, request) {
      if (typeof budget.scope === 'function')
        return findObject(`${budget.name} ${budget.scope(request)}`, budget);
      if (budget.scope !== 'endpoint') return find(budget.name, budget.name, budget);
      const key = `${budget.name} ${endpoint}`;
      const isOneTooMany = declared.size >= maxEndpoints && !declared.has(key);
      return find(isOneTooMany ? `${budget.name} other endpoints` : key, budget.name, budget);
    },
    endpoint(endpoint) {
      const key = endpoints.size >= maxEndpoints && !endpoints.has(endpoint) ? 'other endpoints' : endpoint;
      let bucket = endpoints.get(key);
      if (!bucket) {
        bucket = createRateBucket({ capacity: Number.POSITIVE_INFINITY, perSeconds: 1 }, now);
        endpoints.set(key, bucket);
      }
      return bucket;
    },
    usage() {
      const byName: Record<string, BudgetUsage> = {};
      for (const { name, bucket } of declared.values()) {
        const usage = bucket.usage();
        if (!Number.isFinite(usage.capacity)) continue;
        byName[name] = { ...usage, spent: usage.spent + (byName[name]?.spent ?? 0) };
      }
      return byName;
    },
    save(delayMs = 0) {
      const nextStart = now() + delayMs;
      const saved: Record<string, SavedBudget> = Object.fromEntries(
        [...waiting].filter(([, content]) => countsAfter(content, nextStart)),
      );
      const full = [...objects].filter(([, bucket]) => bucket.readyInMs(1) > delayMs);
      const all = [...declared].map(([key, { bucket }]) => [key, bucket] as const);
      for (const [key, bucket] of [...all, ...full]) {
        const content = bucket.save(delayMs);
        if (content && Object.keys(saved).length < maxSaved) saved[key] = content;
      }
      return saved;
    },
    restore(saved) {
      for (const [key, content] of Object.entries(saved)) {
        const known = declared.get(key);
        if (known) known.bucket.restore(content);
        else if (Object.values(content.spent).length > 0 || content.closedUntil) waiting.set(key, content);
      }
    },
  };
}

function countsAfter({ spent, closedUntil = '' }: SavedBudget, time: number): boolean {
  return [closedUntil, ...spent.map(({ until }) => until)].some((until) => Date.parse(until) > time);
}

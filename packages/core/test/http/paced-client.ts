import type http from 'node:http';
import { type BudgetRegistry, createBudgetRegistry } from '../../src/http/budget-registry.js';
import { createCallLedger } from '../../src/http/call-ledger.js';
import { createHttpClient } from '../../src/http/http-client.js';
import type { HttpClientOptions, HttpEnvironment } from '../../src/http/http-contract.js';
import type { RateBucket } from '../../src/http/rate-bucket.js';
import { answer, type Handler, type SeenRequest, serve } from '../support/loopback-server.js';
import { createVirtualClock, type VirtualClock } from './virtual-clock.js';

export interface Start {
  /** Milliseconds since the client was made, virtual time. */
  at: number;
  endpoint: string;
}

export type Answer = (request: SeenRequest, response: http.ServerResponse, attempt: number) => void;

export const fine: Handler = (_, response) => answer(response, 200, { ok: true });

/** A client over real HTTP whose waits are those of a virtual clock, and when each of its requests started. */
export async function pacedClient(
  handler: Handler,
  options: Partial<HttpClientOptions> = {},
  environment: Partial<HttpEnvironment> & { clock?: VirtualClock } = {},
) {
  const { url, requests } = await serve(handler);
  const clock = environment.clock ?? createVirtualClock();
  const began = clock.now();
  const starts: Start[] = [];
  let answered = 0;
  const ledger = createCallLedger(clock.now);
  const budgets = environment.budgets ?? createBudgetRegistry(clock.now);
  const client = createHttpClient(
    {
      baseUrl: url,
      headers: {},
      system: { name: 'Toy', authenticationAdvice: '', permissionAdvice: '' },
      ...options,
    },
    {
      signal: new AbortController().signal,
      remainingMs: () => 600_000,
      ledger: {
        ...ledger,
        record(call) {
          answered += 1;
          ledger.record(call);
        },
      },
      redact: (text) => text,
      addSecret: () => {},
      clock,
      random: () => 0,
      timeouts: { connectMs: 5_000, headersMs: 5_000, idleMs: 5_000 },
      ...environment,
      budgets: watched(budgets, (endpoint) => starts.push({ at: clock.now() - began, endpoint })),
    },
  );
  return {
    client,
    clock,
    ledger,
    budgets,
    requests,
    starts,
    /** Lets virtual time pass until the work is done; it stands still while a request is on its way. */
    run: <Result>(work: Promise<Result>) => clock.run(work, () => starts.length > answered),
  };
}

/** Every request is charged to its endpoint when it starts. */
function watched(budgets: BudgetRegistry, onStart: (endpoint: string) => void): BudgetRegistry {
  const known = new Map<string, RateBucket>();
  return {
    ...budgets,
    endpoint(endpoint) {
      const bucket = budgets.endpoint(endpoint);
      const seen = known.get(endpoint) ?? {
        ...bucket,
        spend(units: number) {
          onStart(endpoint);
          bucket.spend(units);
        },
      };
      known.set(endpoint, seen);
      return seen;
    },
  };
}

/** Most starts within any period of that length. */
export function mostWithin(starts: readonly { at: number }[], milliseconds: number): number {
  return Math.max(
    ...starts.map(
      ({ at }) => starts.filter((other) => other.at >= at && other.at < at + milliseconds).length,
    ),
  );
}

/** Counts what goes to the external system and learns how far its clock is from ours. */
export interface CallLedger {
  record(call: RecordedCall): void;
  /** Calls per endpoint since the invocation began. */
  counts(): Readonly<Record<string, number>>;
  total(): number;
  /** Requests wait for a budget of the external system, or no longer do; told by each client when it changes. */
  waiting(client: object, isWaiting: boolean): void;
  /** Time in which at least one request waited for a budget, seconds with one decimal. */
  waitSeconds(): number;
  /** Clock of the external system minus ours in whole seconds; undefined until it sent a usable `Date`. */
  clockSkewSeconds(): number | undefined;
}

export interface RecordedCall {
  endpoint: string;
  status: number;
  serverDate: string | undefined;
  /** Milliseconds since the epoch, our clock. */
  sentAt: number;
}

/** A client that does not name its endpoints would otherwise add one per record. */
const maxEndpoints = 200;

export function createCallLedger(now: () => number = Date.now): CallLedger {
  const counts = new Map<string, number>();
  let total = 0;
  let earliestSkewMs: number | undefined;
  const waitingClients = new Set<object>();
  let waitingSince = 0;
  let waitedMs = 0;
  return {
    record({ endpoint, serverDate, sentAt }) {
      const name = counts.has(endpoint) || counts.size < maxEndpoints ? endpoint : 'other endpoints';
      counts.set(name, (counts.get(name) ?? 0) + 1);
      total += 1;
      const serverTime = serverDate === undefined ? Number.NaN : Date.parse(serverDate);
      if (Number.isNaN(serverTime)) return;
      // `Date` has whole seconds and was stamped after the request left, so the difference to the time of sending
      // is too large if anything; the smallest one seen is the closest to the truth.
      const skewMs = serverTime - sentAt;
      if (earliestSkewMs === undefined || skewMs < earliestSkewMs) earliestSkewMs = skewMs;
    },
    counts: () => Object.fromEntries(counts),
    total: () => total,
    waiting(client, isWaiting) {
      const before = waitingClients.size;
      if (isWaiting) waitingClients.add(client);
      else waitingClients.delete(client);
      if (before === 0 && waitingClients.size > 0) waitingSince = now();
      if (before > 0 && waitingClients.size === 0) waitedMs += now() - waitingSince;
    },
    waitSeconds() {
      const current = waitingClients.size > 0 ? now() - waitingSince : 0;
      return Math.round((waitedMs + current) / 100) / 10;
    },
    clockSkewSeconds: () => (earliestSkewMs === undefined ? undefined : Math.floor(earliestSkewMs / 1000)),
  };
}

/** Keeps an endpoint quiet after it asked for it, for all requests under way together. */
export interface RateGate {
  /** Milliseconds until the endpoint may be asked again; 0 when it may be now. */
  closedForMs(endpoint: string): number;
  close(endpoint: string, milliseconds: number): void;
}

export function createRateGate(now: () => number): RateGate {
  const openAgainAt = new Map<string, number>();
  return {
    closedForMs: (endpoint) => Math.max(0, (openAgainAt.get(endpoint) ?? 0) - now()),
    close(endpoint, milliseconds) {
      openAgainAt.set(endpoint, Math.max(openAgainAt.get(endpoint) ?? 0, now() + milliseconds));
    },
  };
}

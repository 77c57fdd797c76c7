/** One answer for all who ask the same while it is under way. */
export interface SingleFlight {
  /** Runs `ask` unless the same key is under way; whoever joins gets a copy of its own. */
  run(key: string, ask: () => Promise<unknown>): Promise<unknown>;
}

export function createSingleFlight(): SingleFlight {
  const underWay = new Map<string, Promise<unknown>>();
  return {
    async run(key, ask) {
      const running = underWay.get(key);
      if (running) return structuredClone(await running);
      const asked = ask().finally(() => underWay.delete(key));
      underWay.set(key, asked);
      return asked;
    },
  };
}

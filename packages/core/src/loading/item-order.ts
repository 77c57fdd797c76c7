/** Runs writes beside each other, but those of one object one after the other. */
export interface ItemOrder {
  /** Starts the work when there is room and everything begun with the same key has ended; resolves when it has begun. */
  begin(key: string, work: () => Promise<void>): Promise<void>;
  /** Resolves when everything begun has ended; rejects with the first failure. */
  idle(): Promise<void>;
}

/** @param atOnce writes under way at most; the limits of the external system are kept by its HTTP client */
export function createItemOrder(atOnce: number): ItemOrder {
  const lastOf = new Map<string, Promise<void>>();
  const running = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;

  return {
    async begin(key, work) {
      while (running.size >= atOnce) await Promise.race(running);
      if (failure) throw failure.error;
      const before = lastOf.get(key);
      const ended = (before ?? Promise.resolve())
        .then(() => (failure ? undefined : work()))
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => {
          running.delete(ended);
          if (lastOf.get(key) === ended) lastOf.delete(key);
        });
      lastOf.set(key, ended);
      running.add(ended);
    },
    async idle() {
      await Promise.all(running);
      if (failure) throw failure.error;
    },
  };
}

/**
 * Short facts about a connection that cost calls to find out, such as which of two hosts takes its credential. They
 * are kept in the state of the sync unit, from one invocation and run to the next. A hint, never the truth: whoever
 * uses one must notice that it no longer holds and find out again. Nothing secret belongs here.
 */
export interface RememberedFacts {
  get(name: string): string | undefined;
  /** @param value empty to forget it */
  set(name: string, value: string): void;
}

export interface FactStore extends RememberedFacts {
  save(): Record<string, string>;
  restore(saved: Readonly<Record<string, string>>): void;
}

/** The saved state has room for little. */
const mostFacts = 20;
const mostCharacters = 500;

/** What does not fit is not kept; it is found out again. */
export function createFactStore(): FactStore {
  const facts = new Map<string, string>();
  return {
    get: (name) => facts.get(name),
    set(name, value) {
      facts.delete(name);
      if (value !== '' && name.length + value.length <= mostCharacters && facts.size < mostFacts)
        facts.set(name, value);
    },
    save: () => Object.fromEntries(facts),
    restore(saved) {
      for (const [name, value] of Object.entries(saved)) if (!facts.has(name)) facts.set(name, value);
    },
  };
}

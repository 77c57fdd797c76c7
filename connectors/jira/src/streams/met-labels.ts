/** Characters of labels that a cursor carries on. */
const mostCharacters = 2_000;

/** Labels that were delivered, from one invocation to the next. */
export interface MetLabels {
  /** True once for each label. */
  isNew(label: string): boolean;
  /** Those met last, as many as a cursor may hold; one that was forgotten is delivered again, which changes nothing. */
  latest(): string;
}

/**
 * Jira lists labels for the whole site only, so each is delivered with the first issue that has it. No label contains
 * white space.
 * @param before what `latest` said
 */
export function createMetLabels(before: string): MetLabels {
  const met = new Set(before === '' ? [] : before.split(' '));
  return {
    isNew(label) {
      const isNew = !met.has(label);
      met.add(label);
      return isNew;
    },
    latest() {
      const kept: string[] = [];
      let characters = 0;
      for (const label of [...met].reverse()) {
        characters += label.length + 1;
        if (characters > mostCharacters) break;
        kept.unshift(label);
      }
      return kept.join(' ');
    },
  };
}

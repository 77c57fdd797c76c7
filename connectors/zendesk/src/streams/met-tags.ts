/** Characters of tags that a cursor carries on. */
const mostCharacters = 2_000;

/** Tags that were delivered, from one invocation to the next. */
export interface MetTags {
  /** True once for each tag. */
  isNew(tag: string): boolean;
  /** Those met last, as many as a cursor may hold; one that was forgotten is delivered again, which changes nothing. */
  latest(): string;
}

/**
 * Tags have no list of their own: Zendesk's knows only those used most, of the last sixty days. Each is delivered with
 * the first ticket that has it. No tag contains white space.
 * @param before what `latest` said
 */
export function createMetTags(before: string): MetTags {
  const met = new Set(before.split('\n'));
  return {
    isNew(tag) {
      const isNew = !met.has(tag);
      met.add(tag);
      return isNew;
    },
    latest() {
      let text = '';
      for (const tag of [...met].reverse()) {
        if (text.length + tag.length >= mostCharacters) break;
        if (tag !== '') text = text === '' ? tag : `${tag}\n${text}`;
      }
      return text;
    },
  };
}

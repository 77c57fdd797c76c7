import { readFileSync } from 'node:fs';

interface ForbiddenWord {
  pattern: string;
  flags?: string;
}

/** Words that no connector may have, because they belong to core: what `scripts/check-structure.mjs` looks for. */
const words: readonly ForbiddenWord[] = JSON.parse(
  readFileSync(new URL('../../../../scripts/structure/forbidden-words.json', import.meta.url), 'utf8'),
);
const patterns = words.map(({ pattern, flags }) => new RegExp(pattern, flags));

export function isForbidden(text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

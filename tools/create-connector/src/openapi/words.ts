/**
 * Words that no connector may have, because they belong to core or stand for what is unfinished: what
 * `scripts/check-structure.mjs` looks for.
 */
const inAnySpelling =
  /callback_?url|worker_data_url|\bretr(y|ies|ied)\b|retry-after|x-ratelimit|ratelimit-|worker_threads|process\.env/i;
const asWritten =
  /EXTRACTING|EXTRACTION_|LOADING_|\bset(Timeout|Interval|Immediate)\b|\bsleep\(|\bparentPort\b|\bfetch\(|\b(TODO|FIXME)\b/;

export function isForbidden(text: string): boolean {
  return inAnySpelling.test(text) || asWritten.test(text);
}

/** Values of DevRev beside those an external system holds: ours where both are the same in another form, else theirs. */

/** The same elements, in whatever order; no list and an empty one are the same. */
export function sameElements<Value>(ours: unknown, theirs: readonly Value[]): readonly Value[] | null {
  if (ours === null && theirs.length === 0) return null;
  const isSame =
    Array.isArray(ours) && ours.length === theirs.length && theirs.every((value) => ours.includes(value));
  return isSame ? (ours as readonly Value[]) : theirs;
}

/** The same moment, RFC 3339. */
export function sameMoment(ours: unknown, theirs: string | null): string | null {
  const isSame = typeof ours === 'string' && theirs !== null && Date.parse(ours) === Date.parse(theirs);
  return isSame ? ours : theirs;
}

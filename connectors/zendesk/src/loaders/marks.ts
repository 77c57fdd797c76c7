/**
 * What is made from DevRev bears a mark, by which it is found again when nobody knows whether it was made. Records of a
 * custom object and tickets have it as their external id, which Zendesk keeps for integrations and shows to nobody
 * else; comments and files have it among the notes of the change that brought them.
 */
const prefix = 'devrev-';

export const externalMark = (key: string): string => `${prefix}${key}`;

/** The external id somebody else has given; a mark of ours is none. */
export function externalIdOf(externalId: string | null | undefined): string | null {
  return externalId && !new RegExp(`^${prefix}[0-9a-f]{24}$`).test(externalId) ? externalId : null;
}

/** Why an external id that somebody has given in DevRev is not written at once. */
export const markedInstead =
  'Until the next change the external id marks what was made from DevRev, so that it is not made twice. It is written with that change.';

/** Name of the note beside a comment or a file. */
export const noteName = 'devrev';

/**
 * Version of the API, dated as HubSpot does it; older ones than 2026-03 end in 2027.
 * https://developers.hubspot.com/changelog (legacy APIs going unsupported)
 */
export const apiVersion = '2026-09';

/** Families of the API that are behind the others, or only there as a preview. */
export const versionOf = {
  users: '2026-03',
  tags: '2026-09-beta',
  /** Only here a file is downloaded by its id; the dated versions sign addresses instead. */
  fileContents: 'v3',
} as const;

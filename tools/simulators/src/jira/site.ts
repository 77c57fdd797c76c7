import type { World } from './world/model.js';
import type { Zone } from './world/zone.js';

/** The simulated site as endpoints see it. */
export interface Site {
  readonly world: World;
  /** Time zone of the account of the token. */
  readonly zone: Zone;
  /** Whether the account of the token administers the site. */
  readonly isAdministrator: boolean;
  /** Most entries on a page of any list; infinite when only Jira's own limits hold. */
  readonly pageSize: number;
  /** How long the token of a page of the search is taken, milliseconds. */
  readonly pageTokenMs: number;
  /** Whether pages of the search tell the opposite by `isLast`, every other one is empty, and long lists are cut. */
  readonly hasOddSearch: boolean;
  /** Whether names that come with the product are in German in this reply. */
  readonly isTranslated: boolean;
  /** By how many the count of a search is off at most. */
  readonly countError: number;
  /** Size of the largest issue that the bulk fetch answers, bytes of its JSON. */
  readonly largestBulkIssueBytes: number;
  /** Origin of the API; the base of every link in a reply. */
  readonly url: string;
  /** Address the browser would use for a file, signed and short-lived; on another origin than the API. */
  mediaUrl(attachmentId: string): string;
}

import type { Scope } from './http/scope.js';
import type { KindName } from './world/kinds.js';
import type { World } from './world/model.js';

/** The simulated portal as endpoints see it. */
export interface Portal {
  readonly world: World;
  /** Most entries on a page of any list; infinite when only HubSpot's own limits hold. */
  readonly pageSize: number;
  /** Changes younger than this are not in the search index yet; 0: all are. */
  readonly searchLagSeconds: number;
  /** Part of the rows of a search, 0 to 1, that stand further back than the sort asks for. */
  readonly searchDisorder: number;
  /** Time zone of the account, by its IANA name. */
  readonly timeZone: string;
  /** Properties that administrators demand of new records, by type. */
  readonly demanded: Readonly<Partial<Record<KindName, readonly string[]>>>;
  /** Most records of a type that one record may have under one label; infinite when administrators set no limit. */
  readonly mostPerLabel: number;
  /** What conversations go over. */
  readonly channelId: string;
  /** Nobody can be reached who writes in a conversation. */
  readonly areSendersHidden: boolean;
  /** Permissions the token lacks. */
  readonly missing: ReadonlySet<Scope>;
  /** Origin of the API. */
  readonly url: string;
  /** Signed and short-lived address of a file, on another origin. */
  mediaUrl(fileId: number): string;
}

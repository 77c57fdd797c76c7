import type { World } from './world/model.js';
import type { User } from './world/people.js';

/** The simulated account as endpoints see it. */
export interface Account {
  readonly world: World;
  /** Whose credential the connection holds. */
  readonly caller: User;
  /** Most entries on a page of any list; infinite when only Zendesk's own limits hold. */
  readonly pageSize: number;
  /** Exports of the Help Center end with the address of their last page instead of with none. */
  readonly repeatsLastPage: boolean;
  /** Rows younger than this are not exported yet; 0: all are. */
  readonly exportLagSeconds: number;
  /** How long the position of an export stays good. */
  readonly cursorSeconds: number;
  /** Origin of the account. */
  readonly url: string;
  /** Origin of another brand. */
  brandUrl(brandId: number): string;
  /** Brand whose Help Center is asked. */
  readonly helpCenterBrandId: number;
  /** Signed and short-lived address of a file, on another origin. */
  mediaUrl(token: string): string;
}

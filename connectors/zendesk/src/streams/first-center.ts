import { helpCentersOf } from '../brands.js';
import type { ZendeskClient } from '../client.js';

/** Whichever Help Center the account has, for what is the same in all of them; undefined when it has none. */
export async function firstCenter(client: ZendeskClient) {
  const [center] = await helpCentersOf(client, undefined);
  return center && client.helpCenter(center.origin);
}

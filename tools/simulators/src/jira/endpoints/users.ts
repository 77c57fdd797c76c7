import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { pageBean, pageSizeOf } from '../http/pages.js';
import { countParameter, repeatedParameter } from '../http/parameters.js';
import { userDetails } from '../render/people.js';
import type { Site } from '../site.js';

/** Accounts of the site: people, apps and customers, inactive and former ones included. */
export const userEndpoints: readonly Endpoint[] = [
  { method: 'GET', template: '/rest/api/3/users/search', answer: searchUsers },
  { method: 'GET', template: '/rest/api/3/user/bulk', answer: bulkUsers },
];

/** A bare array without totals: the caller stops at an empty page. */
function searchUsers(call: Call, site: Site): Reply {
  const startAt = countParameter(call, 'startAt', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const maxResults = pageSizeOf(call, site, { whenAbsent: 50, most: 1000 });
  const users = site.world.users.listed.slice(startAt, startAt + maxResults);
  return ok(users.map((user) => userDetails(site, user)));
}

function bulkUsers(call: Call, site: Site): Reply {
  const accountIds = repeatedParameter(call, 'accountId');
  if (accountIds.length === 0) throw failure(400, "The 'accountId' query parameter is required.");
  if (accountIds.length > 200) throw failure(400, 'A maximum of 200 account ids can be requested.');
  const users = accountIds.flatMap((accountId) => {
    const user = site.world.users.byAccountId.get(accountId);
    return user === undefined ? [] : [userDetails(site, user)];
  });
  return ok(pageBean(call, site, users, { whenAbsent: 10, most: 200 }));
}

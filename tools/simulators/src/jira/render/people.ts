import type { Site } from '../site.js';
import type { User } from '../world/users.js';

/** A user as it appears inside issues, comments and files. */
export function userReference(site: Site, user: User): Record<string, unknown> {
  return {
    self: `${site.url}/rest/api/3/user?accountId=${encodeURIComponent(user.accountId)}`,
    accountId: user.accountId,
    ...(user.emailAddress === undefined ? {} : { emailAddress: user.emailAddress }),
    avatarUrls: avatarUrls(site, user),
    displayName: user.displayName,
    active: user.active,
    ...(user.timeZone === undefined ? {} : { timeZone: user.timeZone }),
    accountType: user.accountType,
  };
}

/** A user as user endpoints give it. */
export function userDetails(site: Site, user: User): Record<string, unknown> {
  return {
    ...userReference(site, user),
    ...(user.appType === undefined ? {} : { appType: user.appType }),
    ...(user.locale === undefined ? {} : { locale: user.locale }),
  };
}

export function optionalReference(site: Site, user: User | null): Record<string, unknown> | null {
  return user === null ? null : userReference(site, user);
}

function avatarUrls(site: Site, user: User): Record<string, string> {
  const picture = `${site.url}/avatars/${encodeURIComponent(user.accountId)}`;
  return Object.fromEntries(
    ['48x48', '24x24', '16x16', '32x32'].map((size) => [size, `${picture}?size=${size}`]),
  );
}

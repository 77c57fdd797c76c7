import { UnexpectedResponseError } from '../errors.js';
import { isPrivateHost, type ResolveHost } from './private-addresses.js';

export interface RedirectTarget {
  url: URL;
  /** The connection must be to a public address: what a name leads to can change after it was looked at. */
  mustBePublic: boolean;
}

/**
 * Where a redirect leads.
 * @throws UnexpectedResponseError when that is no web address, or one inside a network that the external system is
 *   not part of.
 */
export async function redirectTarget(
  location: string,
  from: URL,
  base: URL,
  { systemName, subject, resolveHost }: { systemName: string; subject: string; resolveHost?: ResolveHost },
): Promise<RedirectTarget> {
  const target = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (target?.protocol !== 'http:' && target?.protocol !== 'https:') {
    throw new UnexpectedResponseError(
      `${systemName} redirected ${subject} to something that is no web address. Check the address of the connection.`,
    );
  }
  const mustBePublic =
    target.hostname !== base.hostname && !(await isPrivateHost(base.hostname, resolveHost));
  if (mustBePublic && (await isPrivateHost(target.hostname, resolveHost))) {
    throw new UnexpectedResponseError(
      `${systemName} redirected ${subject} to an address inside a private network, which a public system has no ` +
        'reason to do. Check the address of the connection.',
      { code: 'redirect_to_private_address' },
    );
  }
  return { url: target, mustBePublic };
}

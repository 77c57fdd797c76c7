/**
 * `token`: an API token without scopes, taken everywhere. `scoped token`: looks the same and is taken at the gateway
 * only. `oauth`: an access token that a person granted, taken at the gateway only.
 */
export type KeyringKind = 'token' | 'scoped token' | 'oauth';

export interface Keyring {
  /** Fields of the connection. */
  readonly connection: Readonly<Record<string, string>>;
  takes(authorization: string | undefined, isGateway: boolean): boolean;
  /** @param template of the endpoint */
  lacksScope(template: string): boolean;
}

export interface KeyringOptions {
  kind: KeyringKind;
  site: string;
  email: string;
  secret: string;
  cloudId: string;
  /** Beginnings of the paths that the token has no scope for. */
  withoutScopes: readonly string[];
}

/** Served by the gateway itself and not below the address of a site. */
export const SITES_OF_TOKEN = '/oauth/token/accessible-resources';

export function createKeyring({
  kind,
  site,
  email,
  secret,
  cloudId,
  withoutScopes,
}: KeyringOptions): Keyring {
  const isOauth = kind === 'oauth';
  const authorization = isOauth
    ? `Bearer ${secret}`
    : `Basic ${Buffer.from(`${email}:${secret}`).toString('base64')}`;
  return {
    connection: isOauth ? { site, access_token: secret, cloud_id: cloudId } : { site, email, token: secret },
    takes: (given, isGateway) => given === authorization && (kind === 'token' || isGateway),
    lacksScope: (template) => withoutScopes.some((start) => template.startsWith(start)),
  };
}

/** `token`: e-mail and API token of an administrator. `oauth`: an access token a person granted. */
export type KeyringKind = 'token' | 'oauth';

export interface Keyring {
  /** Fields of the connection. */
  readonly connection: Readonly<Record<string, string>>;
  takes(authorization: string | undefined): boolean;
}

export function createKeyring(options: {
  kind: KeyringKind;
  origin: string;
  email: string;
  secret: string;
}): Keyring {
  const { kind, origin, email, secret } = options;
  const authorization =
    kind === 'oauth'
      ? `Bearer ${secret}`
      : `Basic ${Buffer.from(`${email}/token:${secret}`).toString('base64')}`;
  return {
    connection:
      kind === 'oauth'
        ? { subdomain: origin, access_token: secret }
        : { subdomain: origin, email, api_token: secret },
    takes: (given) => given === authorization,
  };
}

/** `token`: a service key or the token of a private app. `oauth`: an access token a person granted. */
export type KeyringKind = 'token' | 'oauth';

export interface Keyring {
  /** Fields of the connection. */
  readonly connection: Readonly<Record<string, string>>;
  /** `malformed`: the edge does not even take it for a token. */
  check(authorization: string | undefined): 'known' | 'unknown' | 'malformed';
}

const SHORTEST_TOKEN = 10;

export function createKeyring({
  kind,
  origin,
  secret,
}: {
  kind: KeyringKind;
  origin: string;
  secret: string;
}): Keyring {
  return {
    connection: { base_url: origin, [kind === 'oauth' ? 'access_token' : 'token']: secret },
    check(authorization) {
      const [, token = ''] = /^Bearer (.*)$/.exec(authorization ?? '') ?? [];
      if (token === secret) return 'known';
      return authorization !== undefined && token.length < SHORTEST_TOKEN ? 'malformed' : 'unknown';
    },
  };
}

import type { Reply } from '../../http/reply.js';

/** `token`: a service key or the token of a private app. `oauth`: an access token a person granted. */
export type KeyringKind = 'token' | 'oauth';

/** What OAuth hands over beside the access token. */
export interface Grant {
  /** For the next access token. */
  readonly refreshToken: string;
  /** The person takes the grant back: no further access token. */
  revoke(): void;
}

export interface Keyring {
  /** Fields of the connection as it was made; an access token among them ends. */
  readonly connection: Readonly<Record<string, string>>;
  readonly grant: Grant;
  /** `malformed`: the edge does not even take it for a token. */
  check(authorization: string | undefined): 'known' | 'unknown' | 'expired' | 'malformed';
  /** Answers the form of a refresh. https://developers.hubspot.com/docs/api-reference/auth-oauth-v3 */
  refresh(form: string): Reply;
}

export interface KeyringOptions {
  kind: KeyringKind;
  origin: string;
  now: () => number;
  /** How long an access token is good; infinite for one that does not end. */
  tokenSeconds: number;
  /** The access token of that number, from 0. */
  secret(number: number): string;
  refreshToken: string;
}

const SHORTEST_TOKEN = 10;

export function createKeyring(options: KeyringOptions): Keyring {
  const ends = new Map<string, number>();
  const { kind, now, tokenSeconds, refreshToken } = options;
  let isRevoked = false;
  const issue = () => {
    const token = options.secret(ends.size);
    ends.set(token, kind === 'oauth' ? now() + tokenSeconds * 1000 : Number.POSITIVE_INFINITY);
    return token;
  };
  return {
    connection: { base_url: options.origin, [kind === 'oauth' ? 'access_token' : 'token']: issue() },
    grant: {
      refreshToken,
      revoke() {
        isRevoked = true;
      },
    },
    check(authorization) {
      const [, token = ''] = /^Bearer (.*)$/.exec(authorization ?? '') ?? [];
      const end = ends.get(token);
      if (end !== undefined) return now() < end ? 'known' : 'expired';
      return authorization !== undefined && token.length < SHORTEST_TOKEN ? 'malformed' : 'unknown';
    },
    refresh(form) {
      const fields = new URLSearchParams(form);
      if (fields.get('grant_type') !== 'refresh_token')
        return refused('unsupported_grant_type', 'grant_type');
      if (isRevoked || kind !== 'oauth' || fields.get('refresh_token') !== refreshToken)
        return refused('invalid_grant', 'refresh token', 'BAD_REFRESH_TOKEN');
      return {
        status: 200,
        json: {
          access_token: issue(),
          refresh_token: refreshToken,
          expires_in: tokenSeconds,
          token_type: 'bearer',
        },
      };
    },
  };
}

/** In the form of OAuth, with the fields that HubSpot had before. */
function refused(error: string, what: string, status = 'BAD_REQUEST'): Reply {
  const message = `missing or invalid ${what}`;
  return { status: 400, json: { error, error_description: message, status, message } };
}

/** Secret of the connection; whatever is synced, it must turn up nowhere. */
const token = 'codeberg-canary-4f1c0a77b2';

/** Fields of the connection as a keyring holds them, beside the address. */
export const credential: Readonly<Record<string, string>> = { token };

/** Whether a request may be answered. */
export function isAuthorized(authorization: string | undefined): boolean {
  return authorization === `Bearer ${token}`;
}

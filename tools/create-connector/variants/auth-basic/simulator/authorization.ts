/** Secret of the connection; whatever is synced, it must turn up nowhere. */
const apiKey = 'todo-canary-4f1c0a77b2';
const email = 'owner@todo.example';

/** Fields of the connection as a keyring holds them, beside the address. */
export const credential: Readonly<Record<string, string>> = { email, api_key: apiKey };

/** Whether a request may be answered. */
export function isAuthorized(authorization: string | undefined): boolean {
  return authorization === `Basic ${Buffer.from(`${email}:${apiKey}`).toString('base64')}`;
}

/** Where the API lives, for every account. */
export const apiOrigin = 'https://codeberg.org';

/** The credential goes nowhere but to the API, or to a stand-in on this machine. */
export function isApiOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, hostname, username, password } = new URL(address);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (origin === apiOrigin || isLocal) && username === '' && password === '';
}

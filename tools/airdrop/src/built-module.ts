/**
 * URL of a module that runs in its own thread or process. Node cannot start TypeScript there, so under the
 * test runner, where modules are sources, the built file beside them is used.
 */
export function builtModule(file: string, parentUrl: string): URL {
  const url = new URL(file, parentUrl);
  if (parentUrl.endsWith('.ts')) url.pathname = url.pathname.replace('/airdrop/src/', '/airdrop/dist/');
  return url;
}

import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that are not on the internet: a redirect from there to here would let others read what is ours. */
const notPublic = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv6');

/** True for an address of this machine, of its network, or of the provider's own services. */
export function isPrivateAddress(address: string): boolean {
  const embedded = /^::ffff:(.+)$/i.exec(address)?.[1];
  const plain = embedded !== undefined && isIP(embedded) === 4 ? embedded : address;
  const version = isIP(plain);
  return version !== 0 && notPublic.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}

export type ResolveHost = (host: string) => Promise<readonly string[]>;

/**
 * Whether a host leads to a private address. A name that cannot be resolved does not: asking it will fail anyway.
 */
export async function isPrivateHost(hostname: string, resolve: ResolveHost = resolveHost): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isPrivateAddress(host);
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return (await resolve(host)).some(isPrivateAddress);
}

async function resolveHost(host: string): Promise<readonly string[]> {
  try {
    return (await dns.promises.lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

/** Resolves a name for a connection and refuses it when any of its addresses is private. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || first === undefined) callback(error ?? new Error(`${hostname} has no address`), '');
    else if (addresses.some(({ address }) => isPrivateAddress(address)))
      callback(new Error(`${hostname} leads to a private address`), '');
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

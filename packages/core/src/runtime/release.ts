import { readFileSync } from 'node:fs';
import { isJsonObject } from '../json-value.js';

/**
 * Which code runs, for every line of the log: `0.3.0, core 0.2.1, commit 3f2a91c04d5e`. Taken from the `package.json`
 * of the package the deployed file lies in, which packaging stamps; undefined where there is none.
 *
 * @param entry the deployed file, `<package>/dist/<file>`
 */
export function releaseOf(entry: URL): string | undefined {
  const manifest = manifestBeside(entry);
  if (typeof manifest?.version !== 'string') return undefined;
  const stamp = isJsonObject(manifest.airdropConnectors) ? manifest.airdropConnectors : {};
  const parts = [manifest.version];
  if (typeof stamp.core === 'string') parts.push(`core ${stamp.core}`);
  if (typeof stamp.commit === 'string') parts.push(`commit ${stamp.commit.slice(0, 12)}`);
  if (stamp.dirty === true) parts.push('changed');
  return parts.join(', ');
}

function manifestBeside(entry: URL): Record<string, unknown> | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', entry), 'utf8'));
    return isJsonObject(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

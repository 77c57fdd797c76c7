import { askedOnce } from '@airdrop-connectors/core';
import type { Brand } from './api-types.js';
import type { ZendeskClient } from './client.js';
import { accountOrigin } from './connection.js';

/** All brands, by id. */
export const brandsOf = askedOnce(readBrands);

async function readBrands(client: ZendeskClient): Promise<Brand[]> {
  const found: Brand[] = [];
  for (let after = ''; ; ) {
    const { brands, meta } = await client.brandPage(after);
    found.push(...brands);
    if (!meta.has_more || !meta.after_cursor)
      return found.sort((left, right) => (left.id < right.id ? -1 : 1));
    after = meta.after_cursor;
  }
}

export const isInUse = ({ active, is_deleted: isDeleted }: Brand): boolean =>
  active !== false && isDeleted !== true;

/** Where the Help Center of a brand answers. */
export interface HelpCenter {
  brandId: string;
  origin: string;
}

/** @param brandId of the one brand whose Help Center is wanted; undefined for all */
export async function helpCentersOf(
  client: ZendeskClient,
  brandId: string | undefined,
): Promise<HelpCenter[]> {
  const brands = await brandsOf(client);
  return brands
    .filter((brand) => isInUse(brand) && brand.has_help_center === true && (brandId ?? brand.id) === brand.id)
    .flatMap((brand) => {
      const origin = helpCenterOrigin(client.origin, brand);
      return origin === undefined ? [] : [{ brandId: brand.id, origin }];
    });
}

/**
 * Made of the name the brand has at Zendesk, never the address its owner gave it: the credential goes there. On this
 * machine, where there are no names, it is the address of the brand.
 */
export function helpCenterOrigin(account: string, brand: Brand): string | undefined {
  if (brand.default === true) return account;
  if (account.endsWith('.zendesk.com')) return accountOrigin(`${brand.subdomain ?? ''}.zendesk.com`);
  const origin = accountOrigin(brand.brand_url ?? '');
  return origin?.endsWith('.zendesk.com') ? undefined : origin;
}

/** Hosts that articles name each other by. */
export async function helpCenterHosts(client: ZendeskClient): Promise<ReadonlySet<string>> {
  const brands = await brandsOf(client);
  const hosts = brands.flatMap((brand) => {
    const origin = helpCenterOrigin(client.origin, brand);
    return [brand.host_mapping ?? '', origin === undefined ? '' : new URL(origin).host];
  });
  return new Set([new URL(client.origin).host, ...hosts].filter((host) => host !== ''));
}

import { type ExternalSyncUnit, PermissionError } from '@airdrop-connectors/core';
import type { Brand } from './api-types.js';
import { brandsOf, isInUse } from './brands.js';
import type { ZendeskClient } from './client.js';

/** From here on Zendesk says nothing but "that many or more". */
const leastUncounted = 100_000;

export const accountUnit = 'account';
const brandPrefix = 'brand-';

/** Id of the brand whose tickets alone a unit is about; undefined for the whole account. */
export function brandOfUnit(unitId: string): string | undefined {
  return unitId.startsWith(brandPrefix) ? unitId.slice(brandPrefix.length) : undefined;
}

/**
 * The account as a whole, then its brands where it has several in use. Users, organizations and groups belong to all
 * of them and come with each.
 */
export async function* externalSyncUnits({
  client,
}: {
  client: ZendeskClient;
}): AsyncGenerator<ExternalSyncUnit[], void, void> {
  const { name, isAdministrator } = await client.currentUser();
  if (!isAdministrator) {
    throw new PermissionError(
      `Zendesk lets only administrators export tickets, and ${name}, who made this connection, is none. ` +
        'Ask an administrator to make the connection, then sync again.',
      { code: 'not_administrator' },
    );
  }
  const [tickets, allBrands] = await Promise.all([client.ticketCount(), brandsOf(client)]);
  const brands = allBrands.filter(isInUse);
  yield [
    {
      // An account can be renamed; a connection has one only.
      id: accountUnit,
      name: accountName(client),
      description: `Zendesk account, read as ${name}`,
      ...(tickets < leastUncounted && { itemCount: tickets }),
      itemType: 'tickets',
    },
    ...(brands.length > 1 ? brands.map(brandUnit) : []),
  ];
}

export function accountName({ origin }: Pick<ZendeskClient, 'origin'>): string {
  return new URL(origin).hostname.replace(/\.zendesk\.com$/, '');
}

function brandUnit({ id, name }: Brand): ExternalSyncUnit {
  return { id: `${brandPrefix}${id}`, name, description: 'Tickets of one brand', itemType: 'tickets' };
}

import type { MetadataDocument } from '@airdrop-connectors/core';
import type { Account } from '../api-types.js';
import type { JiraClient } from '../client.js';
import { requestCategory } from '../record-names.js';
import { type Accounts, accountsByKind } from './people.js';

/**
 * Neither customers nor members of organizations have a feed of changes: less than a day, so that a daily sync reads
 * them every time.
 */
export const customersRestSeconds = 20 * 3_600;

/** Most accounts that Jira is asked about at once. */
const mostAccounts = 200;

/** Only projects of service desks have requests. */
export function isServiceDesk({ record_types }: Pick<MetadataDocument, 'record_types'>): boolean {
  return Object.values(record_types).some(({ category }) => category === requestCategory.key);
}

/**
 * A service desk does not say what kind of account its customers have, and staff may be among them. Whom Jira does not
 * know under an id is a customer, made of what the service desk says. Each account once.
 */
export async function accountsOf(client: JiraClient, listed: readonly Account[]): Promise<Accounts> {
  const customers = [...new Map(listed.map((customer) => [customer.accountId, customer])).values()];
  const known = new Map<string, Account>();
  for (let start = 0; start < customers.length; start += mostAccounts) {
    const ids = customers.slice(start, start + mostAccounts).map(({ accountId }) => accountId);
    for (const account of (await client.accounts(ids)).values) known.set(account.accountId, account);
  }
  return accountsByKind(
    customers.map((customer) => {
      const { accountType = 'customer', emailAddress } = known.get(customer.accountId) ?? {};
      return { ...customer, accountType, emailAddress: customer.emailAddress || emailAddress };
    }),
  );
}

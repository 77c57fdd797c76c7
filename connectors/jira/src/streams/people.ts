import * as z from 'zod/mini';
import { userSchema } from '../api-types.js';

export type AccountKind = 'users' | 'customers' | 'apps';
export type Accounts = Record<AccountKind, unknown[]>;

const kindSchema = z.object({ accountType: z.optional(z.nullable(z.string())) });

/** Which record type an account is delivered as; one that does not say is a person. */
export function accountKind(account: unknown): AccountKind {
  const parsed = z.safeParse(kindSchema, account);
  if (parsed.data?.accountType === 'customer') return 'customers';
  return parsed.data?.accountType === 'app' ? 'apps' : 'users';
}

export function accountsByKind(list: readonly unknown[]): Accounts {
  const accounts: Accounts = { users: [], customers: [], apps: [] };
  for (const account of list) accounts[accountKind(account)].push(account);
  return accounts;
}

/**
 * Accounts anywhere in a page of issues and comments, each once: as reporters, authors, participants.
 * @param kinds which of them are wanted
 * @param met account ids delivered before; those found are added
 */
export function accountsIn(value: unknown, kinds: ReadonlySet<AccountKind>, met: Set<string>): Accounts {
  const found: unknown[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    if ('accountType' in next && z.safeParse(userSchema, next).success && 'accountId' in next) {
      const accountId = String(next.accountId);
      if (!met.has(accountId) && kinds.has(accountKind(next))) found.push(next);
      met.add(accountId);
    } else open.push(...Object.values(next));
  }
  return accountsByKind(found);
}

/**
 * Portal customers anywhere in a page of issues and comments, each once. Without administrator rights they are not
 * among the users a site lists, but issues refer to them as reporters, authors and participants.
 * @param met account ids delivered before; those found are added
 */
export function customersIn(value: unknown, met: Set<string>): unknown[] {
  const customers: unknown[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    if ('accountType' in next && next.accountType === 'customer' && 'accountId' in next) {
      const accountId = String(next.accountId);
      if (!met.has(accountId)) customers.push(next);
      met.add(accountId);
    } else open.push(...Object.values(next));
  }
  return customers;
}

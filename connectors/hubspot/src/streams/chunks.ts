export function chunks<Entry>(entries: readonly Entry[], size: number): Entry[][] {
  const found: Entry[][] = [];
  for (let start = 0; start < entries.length; start += size) found.push(entries.slice(start, start + size));
  return found;
}

/** A page of records that nothing moves, and the address of the next one, which the last page lacks. */
export function objectPage(records: readonly unknown[], query: URLSearchParams, most: number) {
  const from = Number(query.get('cursor') ?? 0);
  const end = from + most;
  return {
    records: records.slice(from, end),
    others: { next: end < records.length ? `?cursor=${end}` : null },
  };
}

/** A page of records that nothing moves, and whether there is another one. */
export function objectPage(records: readonly unknown[], query: URLSearchParams, most: number) {
  const from = Number(query.get('offset') ?? 0);
  const end = from + most;
  return { records: records.slice(from, end), others: { has_more: end < records.length } };
}

/** All records at once. */
export function objectPage(records: readonly unknown[], _query: URLSearchParams, _most: number) {
  return { records, others: {} };
}

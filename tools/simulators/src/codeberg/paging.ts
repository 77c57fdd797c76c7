/** What Codeberg sends at most, whatever is asked for. */
const mostRows = 50;

/**
 * A page by number, from 1; pages behind the last one are empty.
 * @param rows in the order of the list
 * @param most what a page may hold in this world
 */
export function pageOf<Row>(rows: readonly Row[], query: URLSearchParams, most = mostRows): Row[] {
  const limit = Math.min(Number(query.get('limit') ?? 30), most, mostRows);
  const from = (Number(query.get('page') ?? 1) - 1) * limit;
  return rows.slice(from, from + limit);
}

/** Requests that it takes to read so many rows: the page behind them says that there are no more. */
export function pagesOf(count: number, most = mostRows): number {
  return Math.ceil(count / Math.min(most, mostRows)) + 1;
}

/**
 * Every file once, as it was delivered last. One that comes again with the same content stays the artifact it was, so
 * that texts that show it do not change. A table expression of SQL.
 * @param which condition on the external id
 */
export const deliveredFiles = (which = 'true'): string => `(
  SELECT external_id, first(artifact_id ORDER BY position) FILTER (WHERE sha256 = latest_sha256) AS artifact_id,
    last(parent_id ORDER BY position) AS parent_id, last(bytes ORDER BY position) AS bytes,
    last(inline ORDER BY position) AS inline
  FROM (
    SELECT *, row_number() OVER (ORDER BY run, rowid) AS position,
      last(sha256) OVER (PARTITION BY external_id ORDER BY run, rowid
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS latest_sha256
    FROM files WHERE ${which}
  ) GROUP BY external_id
)`;

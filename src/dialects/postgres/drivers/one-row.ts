/**
 * A statement that fails unless it changes or finds exactly one row, so that what stands behind it in one round trip does not
 * run either. The server cannot be told to fail with words of ours; but the text of a number that is none comes back in its
 * error, in every language.
 *
 * @param place which of several it is, from 0
 * @see https://www.postgresql.org/docs/18/queries-with.html#QUERIES-WITH-MODIFYING
 */
export function demandOneRow(sql: string, place: number): string {
  const returning = /^\s*select\b/i.test(sql) ? '' : ' RETURNING 1'
  return `WITH found AS (${sql}${returning})
SELECT CASE WHEN count(*) = 1 THEN 1 ELSE ('limbeck ' || ${place} || ' found ' || count(*))::int4 END FROM found`
}

/** Of which statement such an error is, and how many rows that had; null: it is another error. */
export function readRowDemand(error: unknown): { readonly place: number; readonly rows: number } | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '22P02') return null
  const [, place, rows] = /"limbeck (\d+) found (\d+)"/.exec(error.message) ?? []
  return place === undefined || rows === undefined ? null : { place: Number(place), rows: Number(rows) }
}

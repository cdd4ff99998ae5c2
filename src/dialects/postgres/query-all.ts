import type { Connection } from '../index.ts'

export type ResultRows = readonly (readonly unknown[])[]

/** A connection that can send several queries in one round trip. */
interface BatchingConnection extends Connection {
  queryAll(queries: readonly string[]): Promise<readonly ResultRows[]>
}

function isBatching(connection: Connection): connection is BatchingConnection {
  return 'queryAll' in connection && typeof connection.queryAll === 'function'
}

/** The rows of several queries, as arrays of values; in one round trip where the connection can. */
export async function queryAll(connection: Connection, queries: readonly string[]): Promise<readonly ResultRows[]> {
  if (isBatching(connection)) return await connection.queryAll(queries)
  const results: ResultRows[] = []
  for (const query of queries) results.push((await connection.query(query)).map((row) => Object.values(row)))
  return results
}

import type { Connection } from '../index.ts'

/** The rows of a query, each value in the text form in which the server writes it: `t` and `f` for truth, nothing for NULL. */
export type ResultRows = readonly (readonly string[])[]

/** A connection that can send several queries in one round trip. */
interface BatchingConnection extends Connection {
  queryAll(queries: readonly string[]): Promise<readonly ResultRows[]>
}

function isBatching(connection: Connection): connection is BatchingConnection {
  return 'queryAll' in connection && typeof connection.queryAll === 'function'
}

/** The rows of several queries without parameters; in one round trip where the connection can. */
export async function queryAll(connection: Connection, queries: readonly string[]): Promise<readonly ResultRows[]> {
  if (isBatching(connection)) return await connection.queryAll(queries)
  const results: ResultRows[] = []
  for (const query of queries)
    results.push((await connection.query(query)).map((row) => Object.values(row).map(textOf)))
  return results
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

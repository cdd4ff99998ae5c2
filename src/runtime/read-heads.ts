import type { Connection, Driver } from '../dialects/index.ts'
import type { RevisionId } from '../revisions/index.ts'
import type { TableRef } from '../schema/index.ts'
import { explained } from './explained.ts'

/** The heads that a database is at, in alphabetical order; an empty array when there is no version table. Creates nothing. */
export async function readHeads(
  table: TableRef,
  driver: Driver,
  connection: Connection,
): Promise<readonly RevisionId[]> {
  const sql = `SELECT version_num FROM ${driver.qualified(table.namespace, table.name)}`
  const read = async () => (await connection.query(sql)).map((row) => String(row['version_num'])).toSorted()
  try {
    return await read()
  } catch (error) {
    if (connection.inTransaction) throw await driver.explain(error, null)
  }
  return await explained(driver, async () => {
    // Asking first whether the table is there would cost every other call a round trip. Another run may have made it
    // between the failure and the question: then it is read once more.
    return (await driver.hasTable(connection, table)) ? await read() : []
  })
}

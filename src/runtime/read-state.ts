import type { DatabaseState } from '../revisions/index.ts'
import { type JournalPlace, finishedRun, journalName } from './journal.ts'

/**
 * Where a database is and what its journal has finished, by one query. Null: it cannot be told so, because a table is missing, say,
 * or the database is at base.
 */
export async function readState(place: JournalPlace): Promise<DatabaseState | null> {
  const { dialect, connection, stateTables } = place
  const { namespace, name } = stateTables.version
  const runs = dialect.fingerprint({
    line: 'revision || direction || checksum',
    source: `${journalName(place)} WHERE ${finishedRun}`,
    order: 'id',
  })
  const sql = `SELECT version_num, ${runs} AS runs FROM ${dialect.qualified(namespace, name)}`
  try {
    const rows = await connection.query(sql, [name])
    const [first] = rows
    if (typeof first?.['runs'] !== 'string') return null
    return { heads: rows.map((row) => String(row['version_num'])).toSorted(), runs: first['runs'] }
  } catch {
    // Whatever is wrong, who asks in the usual way is told what it is.
    return null
  }
}

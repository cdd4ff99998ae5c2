import type { BulkInsert } from '../operations/index.ts'
import { displayTable, tableOf } from '../schema/index.ts'
import type { Statement } from '../sql/index.ts'
import { explained } from './explained.ts'
import type { MigrationContext } from './migration-context.ts'
import { countingRows, reportProgress } from './report-progress.ts'

/** Runs one statement and says how long it took; the number of changed rows. Throws the driver's error explained. */
export async function executeStatement(context: MigrationContext, statement: Statement): Promise<number> {
  const { dialect, connection, onEvent } = context
  const started = performance.now()
  const run = () => connection.execute(statement.sql, statement.parameters ?? undefined)
  const rows = await explained(dialect, run, statement)
  onEvent({ kind: 'statementFinished', sql: statement.sql, durationMs: performance.now() - started, rows })
  return rows
}

/** Inserts rows as fast as the connection can, in the order given; a column that a row leaves out gets its default. */
export async function insertRows(context: MigrationContext, operation: BulkInsert): Promise<number> {
  const { dialect, connection, onEvent } = context
  const table = tableOf(operation)
  let inserted = 0
  const activity = `Inserting into ${displayTable(table)}`
  const report = reportProgress(onEvent, { activity, unit: 'rows', total: operation.rows.length })
  for (const { columns, rows } of rowsByColumns(operation.rows)) {
    const started = performance.now()
    const before = inserted
    const counted = countingRows(rows, (done) => report(before + done))
    inserted += await explained(dialect, () => connection.bulkInsert(table, columns, counted))
    const sql = `INSERT INTO ${displayTable(table)} (${columns.join(', ')}) -- ${rows.length} rows`
    onEvent({ kind: 'statementFinished', sql, durationMs: performance.now() - started, rows: rows.length })
  }
  return inserted
}

/** Neighbouring rows that name the same columns. */
function rowsByColumns(
  rows: BulkInsert['rows'],
): readonly { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }[] {
  const groups: { readonly key: string; readonly columns: readonly string[]; readonly rows: (readonly unknown[])[] }[] =
    []
  for (const row of rows) {
    const columns = Object.keys(row).filter((column) => row[column] !== undefined)
    const key = JSON.stringify(columns.toSorted())
    let group = groups.at(-1)
    if (group?.key !== key) {
      group = { key, columns, rows: [] }
      groups.push(group)
    }
    group.rows.push(group.columns.map((column) => row[column]))
  }
  return groups
}

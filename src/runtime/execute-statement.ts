import type { BulkInsert } from '../operations/index.ts'
import { displayTable, tableOf } from '../schema/index.ts'
import type { Statement } from '../sql/index.ts'
import { explained } from './explained.ts'
import type { MigrationContext } from './migration-context.ts'
import { reportProgress } from './report-progress.ts'

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
  const { rows } = operation
  for (let start = 0; start < rows.length;) {
    const started = performance.now()
    const before = inserted
    const columns = columnsOf(rows[start])
    const alike = neighbours(rows, start, columns, (done) => report(before + done))
    inserted += await explained(dialect, () => connection.bulkInsert(table, columns, alike.values()))
    const taken = alike.taken()
    start += Math.max(taken, 1)
    const sql = `INSERT INTO ${displayTable(table)} (${columns.join(', ')}) -- ${taken} rows`
    onEvent({ kind: 'statementFinished', sql, durationMs: performance.now() - started, rows: taken })
  }
  return inserted
}

type BulkRow = BulkInsert['rows'][number]

/** The columns that a row names. */
function columnsOf(row: BulkRow = {}): readonly string[] {
  return Object.keys(row).filter((column) => row[column] !== undefined)
}

/** Clocks are not read for every row. */
const rowsAtOnce = 256

/**
 * The values of neighbouring rows that name the same columns, from one on, made as they are taken, so that many rows never
 * stand in memory twice; and how many were taken. Now and then it is told how many.
 */
function neighbours(
  rows: readonly BulkRow[],
  start: number,
  columns: readonly string[],
  report: (taken: number) => void,
): { readonly values: () => Iterable<readonly unknown[]>; readonly taken: () => number } {
  let taken = 0
  return {
    *values() {
      for (let index = start; index < rows.length; index += 1) {
        const row = rows[index]
        const values = row === undefined ? null : valuesOf(row, columns)
        if (values === null) return
        taken += 1
        if (taken % rowsAtOnce === 0) report(taken)
        yield values
      }
    },
    taken: () => taken,
  }
}

/** The values of these columns; null where the row leaves one out, or has others. */
function valuesOf(row: BulkRow, columns: readonly string[]): readonly unknown[] | null {
  const values: unknown[] = []
  for (const column of columns) {
    const value = row[column]
    if (value === undefined) return null
    values.push(value)
  }
  const isWhole = Object.keys(row).length === columns.length || columnsOf(row).length === columns.length
  return isWhole ? values : null
}

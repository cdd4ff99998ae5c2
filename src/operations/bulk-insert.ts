import { displayTable } from '../schema/index.ts'
import { type Statement, statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printCall } from './source/call-place.ts'
import { requireColumn, requireTable } from './catalog-state.ts'
import type { BulkInsert } from './data.ts'
import { defineOperation } from './definition.ts'
import { irreversible } from './reversal.ts'
import { list, optionalString } from './source/source-tree.ts'
import { columnId, needs, tableId } from './touches.ts'
import { valueSource } from './source/value-source.ts'

/** Below the limits of both databases: 65,535 parameters on PostgreSQL, 32,766 on SQLite. */
const maxParameters = 30_000

type Row = BulkInsert['rows'][number]

const refOf = (op: BulkInsert) => ({ namespace: op.namespace, name: op.table })

function columnsOf(op: BulkInsert): readonly string[] {
  return [...new Set(op.rows.flatMap(givenColumns))]
}

/** What is undefined is left out, and gets the column's default. */
function givenColumns(row: Row): readonly string[] {
  return Object.keys(row).filter((column) => row[column] !== undefined)
}

export const bulkInsert = defineOperation<BulkInsert>({
  kind: 'bulkInsert',
  touches: (op) => [needs(tableId(refOf(op))), ...columnsOf(op).map((column) => needs(columnId(refOf(op), column)))],
  reverse: (op) => irreversible(`Inserted rows of ${displayTable(refOf(op))} cannot be told from others`),
  apply(draft, op) {
    requireTable(draft, refOf(op))
    for (const column of columnsOf(op)) requireColumn(draft, refOf(op), column)
  },
  emit(op, grammar) {
    const table = grammar.qualified(op.namespace, op.table)
    return batches(op.rows).map((rows): Statement => {
      const columns = givenColumns(rows[0] ?? {})
      if (columns.length === 0) return statement(`INSERT INTO ${table} DEFAULT VALUES`)
      const line = `(${columns.map(() => '?').join(', ')})`
      const names = columns.map((column) => grammar.quote(column)).join(', ')
      return statement(`INSERT INTO ${table} (${names}) VALUES\n${rows.map(() => `  ${line}`).join(',\n')}`, {
        parameters: rows.flatMap((row) => columns.map((column) => row[column])),
      })
    })
  },
  source(op, writer, receiver) {
    printCall(writer, receiver, 'bulkInsert', [sourceString(op.table), list(op.rows.map((row) => valueSource(row)))], {
      schema: optionalString(op.namespace),
    })
  },
  describe: (op) => `Insert ${op.rows.length} ${op.rows.length === 1 ? 'row' : 'rows'} into ${displayTable(refOf(op))}`,
})

/** Neighbouring rows with the same columns, as many as one statement can take. */
function batches(rows: readonly Row[]): readonly (readonly Row[])[] {
  const found: { key: string; rows: Row[] }[] = []
  for (const row of rows) {
    const columns = givenColumns(row)
    const key = columns.join('\u0000')
    const last = found.at(-1)
    const isFull =
      last !== undefined && (columns.length === 0 || (last.rows.length + 1) * columns.length > maxParameters)
    if (last === undefined || last.key !== key || isFull) found.push({ key, rows: [row] })
    else last.rows.push(row)
  }
  return found.map((batch) => batch.rows)
}

import { type OperationOf, definitionOf } from '../../../operations/index.ts'
import type { Column } from '../../../schema/index.ts'
import type { Statement } from '../../../sql/index.ts'
import { fieldText } from '../drivers/copy-rows.ts'
import { arrayText } from '../drivers/parameters.ts'
import type { EmitRequest } from './emit-request.ts'

/**
 * Rows of a script: values of `GENERATED ALWAYS` columns are kept, and arrays and JSON are written as the column's type
 * reads them, as far as the table is known.
 *
 * @see https://www.postgresql.org/docs/18/sql-insert.html OVERRIDING SYSTEM VALUE
 */
export function emitBulkInsert(op: OperationOf<'bulkInsert'>, { grammar, before }: EmitRequest): readonly Statement[] {
  const columns = new Map<string, Column>()
  for (const member of before.membersOf({ namespace: op.namespace, name: op.table })) {
    if (member.kind === 'column') columns.set(member.name, member)
  }
  const rows = op.rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, spell(value, columns.get(name))])),
  )
  const isOverriding = op.rows.some((row) =>
    Object.keys(row).some((name) => row[name] !== undefined && columns.get(name)?.identity?.generation === 'always'),
  )
  const statements = definitionOf(op).emit({ ...op, rows }, grammar, before)
  if (!isOverriding) return statements
  return statements.map((one) => ({ ...one, sql: one.sql.replace(') VALUES\n', ') OVERRIDING SYSTEM VALUE VALUES\n') }))
}

function spell(value: unknown, column: Column | undefined): unknown {
  const kind = column?.type.kind
  if ((kind === 'json' || kind === 'jsonb') && value !== null && value !== undefined) return fieldText(value, 'json')
  return Array.isArray(value) && kind === 'array' ? arrayText(value) : value
}

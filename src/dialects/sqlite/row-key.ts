import type { TableDefinition } from '../../schema/index.ts'
import type { RowKeyPart } from '../index.ts'
import { grammar } from './grammar.ts'
import { quote } from './names.ts'

/**
 * The rowid, whatever the primary key is: it is never null, and rows lie in its order. Tables without one have a primary
 * key that refuses NULL.
 *
 * @see https://www.sqlite.org/rowidtable.html
 */
export function rowKey({ table, columns, primaryKey }: TableDefinition): readonly RowKeyPart[] | null {
  if (table.options.withoutRowid) return primaryKey?.columns.map((name) => partOf(quote(name))) ?? null
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()))
  const name = ['rowid', '_rowid_', 'oid'].find((one) => !taken.has(one))
  return name === undefined ? null : [partOf(name)]
}

function partOf(column: string): RowKeyPart {
  return { column, read: column, literal: (value) => grammar.literal(value) }
}

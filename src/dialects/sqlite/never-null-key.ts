import { type Catalog, type Column, tableOf } from '../../schema/index.ts'
import { printType } from './types.ts'

/**
 * Whether a column takes no NULL, be it said or not: the rowid, and the keys of tables that are STRICT or WITHOUT ROWID.
 * Every other key of SQLite takes it.
 *
 * @see https://www.sqlite.org/lang_createtable.html#primkeyconst
 */
export function isNeverNullKey(column: Column, catalog: Catalog): boolean {
  const definition = catalog.definitionOf(tableOf(column))
  const { primaryKey = null, table } = definition ?? {}
  if (table === undefined || primaryKey === null || !primaryKey.columns.includes(column.name)) return false
  if (table.options.strict || table.options.withoutRowid) return true
  if (primaryKey.columns.length > 1 || primaryKey.attributes?.['rowid'] === false) return false
  return column.identity !== null || printType(column.type).toUpperCase() === 'INTEGER'
}

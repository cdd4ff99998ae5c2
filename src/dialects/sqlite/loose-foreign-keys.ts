import { quote } from './names.ts'
import type { SqliteValue } from './values.ts'
import type { ReadRows, Violation } from './violation.ts'

type Row = { readonly [column: string]: SqliteValue }

/**
 * Checks the foreign keys of a table one by one with queries of our own, as `foreign_key_check` would if each pointed at a
 * key. One whose columns cannot be told (left out, where the other table has another number of them) is let pass.
 */
export function looseViolations(table: string, read: ReadRows): readonly Violation[] {
  // One row: a column of a foreign key.
  const rows = read(
    'SELECT id, "table" AS parent, "from" AS own, "to" AS other FROM pragma_foreign_key_list(?) ORDER BY id, seq',
    [table],
  )
  const keys = Map.groupBy(rows, ({ id }) => String(id))
  const hasRowids = hasRowid(table, read)
  return [...keys.values()].flatMap((key) => violationOf(table, key, hasRowids, read))
}

function violationOf(table: string, key: readonly Row[], hasRowids: boolean, read: ReadRows): readonly Violation[] {
  const columns = key.map(({ own }) => String(own))
  const parent = String(key[0]?.['parent'])
  const others = referencedColumns(parent, key, read)
  if (others === null) return []
  const given = columns.map((name) => `child.${quote(name)} IS NOT NULL`).join(' AND ')
  // The parent's column comes first: its affinity and collation are those that count.
  const same = columns.map((name, at) => `parent.${quote(others[at] ?? '')} = child.${quote(name)}`).join(' AND ')
  const isThere = others.length === 0 ? '' : ` AND NOT EXISTS (SELECT 1 FROM ${quote(parent)} AS parent WHERE ${same})`
  const from = `FROM ${quote(table)} AS child WHERE ${given}${isThere}`
  const [row] = read(`SELECT count(*) AS count ${from}`)
  const count = Number(row?.['count'] ?? 0)
  if (count === 0) return []
  const rowids = hasRowids
    ? read(`SELECT child.rowid AS number ${from} LIMIT 1000`).map((one) => String(one['number']))
    : []
  return [{ table, columns, parent, rowids, count }]
}

/** Empty where there is no such table, null where its columns are not those that were meant. */
function referencedColumns(parent: string, key: readonly Row[], read: ReadRows): readonly string[] | null {
  // One row: a column.
  const known = read('SELECT name, pk FROM pragma_table_xinfo(?)', [parent])
  if (known.length === 0) return []
  const primaryKey = known
    .filter(({ pk }) => Number(pk) > 0)
    .toSorted((a, b) => Number(a['pk']) - Number(b['pk']))
    .map(({ name }) => String(name))
  const implied = key.every(({ other }) => other === null)
  const columns = implied ? primaryKey : key.map(({ other }) => String(other))
  const names = new Set(known.map(({ name }) => String(name).toLowerCase()))
  return columns.length === key.length && columns.every((name) => names.has(name.toLowerCase())) ? columns : null
}

function hasRowid(table: string, read: ReadRows): boolean {
  const [row] = read("SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'", [table])
  return Number(row?.['wr'] ?? 0) === 0
}

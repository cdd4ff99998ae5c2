import { looseViolations } from './loose-foreign-keys.ts'
import { quote } from './names.ts'
import type { ReadRows, Violation } from './violation.ts'

const mostRows = 50_000

/** Which tables reference which, and where a change of rows can spread by itself. */
export interface ForeignKeyGraph {
  /** Lower-case name of a table → names of the tables that reference it. */
  readonly childrenOf: ReadonlyMap<string, readonly string[]>
  /** Lower-case names of tables with foreign keys → the name. */
  readonly children: ReadonlyMap<string, string>
  /** Lower-case names of tables with triggers. */
  readonly withTriggers: ReadonlySet<string>
}

export function readForeignKeyGraph(read: ReadRows): ForeignKeyGraph {
  // One row: a foreign key.
  const keys = read(
    `SELECT DISTINCT m.name AS child, f."table" AS parent FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'`,
  )
  const childrenOf = new Map<string, string[]>()
  const children = new Map<string, string>()
  for (const row of keys) {
    const child = String(row['child'])
    const parent = String(row['parent']).toLowerCase()
    children.set(child.toLowerCase(), child)
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), child])
  }
  // One row: a trigger.
  const triggers = read(`SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger'`)
  return { childrenOf, children, withTriggers: new Set(triggers.map((row) => String(row['tbl_name']).toLowerCase())) }
}

/** Checks the foreign keys of one table; an empty array when it is not there. */
export function violationsOf(table: string, read: ReadRows): readonly Violation[] {
  if (read(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`, [table]).length === 0) return []
  const columnsOf = keyColumns(table, read)
  try {
    // One row: a row that points at nothing.
    const rows = read(`SELECT rowid AS row_number, parent, fkid FROM pragma_foreign_key_check(?) LIMIT ${mostRows}`, [
      table,
    ])
    const groups = new Map<string, { columns: readonly string[]; parent: string; rowids: string[]; count: number }>()
    for (const row of rows) {
      const columns = columnsOf.get(Number(row['fkid'])) ?? []
      const parent = String(row['parent'])
      const key = JSON.stringify([parent.toLowerCase(), columns])
      const group = groups.get(key) ?? { columns, parent, rowids: [], count: 0 }
      group.count += 1
      if (row['row_number'] !== null) group.rowids.push(String(row['row_number']))
      groups.set(key, group)
    }
    return [...groups.values()].map((group) => ({ table, ...group }))
  } catch (error) {
    // A foreign key of the table points at what is no key: SQLite takes such a schema, and checks none of its rows.
    if (!(error instanceof Error) || !error.message.startsWith('foreign key mismatch')) throw error
    return looseViolations(table, read)
  }
}

function keyColumns(table: string, read: ReadRows): ReadonlyMap<number, readonly string[]> {
  // One row: a column of a foreign key.
  const rows = read('SELECT id, "from" AS own FROM pragma_foreign_key_list(?) ORDER BY id, seq', [table])
  const columns = new Map<number, string[]>()
  for (const row of rows)
    columns.set(Number(row['id']), [...(columns.get(Number(row['id'])) ?? []), String(row['own'])])
  return columns
}

/** What of the violations was not there before. */
export function newViolations(now: readonly Violation[], before: readonly Violation[]): readonly Violation[] {
  return now.flatMap((violation) => {
    const old = before.find((one) => identityOf(one) === identityOf(violation))
    if (old === undefined) return [violation]
    if (violation.rowids.length === 0)
      return violation.count > old.count ? [{ ...violation, count: violation.count - old.count }] : []
    const known = new Set(old.rowids)
    const rowids = violation.rowids.filter((rowid) => !known.has(rowid))
    return rowids.length === 0 ? [] : [{ ...violation, rowids, count: rowids.length }]
  })
}

function identityOf({ table, parent, columns }: Violation): string {
  return JSON.stringify([table.toLowerCase(), parent.toLowerCase(), columns])
}

/** Some rows of a violation by their primary key, for people: `id = 4`. */
export function sampleKeys({ table, rowids }: Violation, read: ReadRows): readonly string[] {
  const some = rowids.slice(0, 5)
  if (some.length === 0) return []
  // One row: a column of the primary key.
  const keys = read('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk', [table]).map((row) =>
    String(row['name']),
  )
  if (keys.length === 0) return some.map((rowid) => `rowid = ${rowid}`)
  // Row numbers come from SQLite itself and are digits only.
  const rows = read(
    `SELECT ${keys.map(quote).join(', ')} FROM ${quote(table)} WHERE rowid IN (${some.join(', ')}) ORDER BY rowid`,
  )
  return rows.map((row) => keys.map((key) => `${key} = ${showValue(row[key])}`).join(', '))
}

/** A value for people, cut where it is long. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 60)}…` : value}'`
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value === null || value === undefined) return 'NULL'
  if (value instanceof Uint8Array)
    return `x'${Buffer.from(value.subarray(0, 16)).toString('hex')}${value.length > 16 ? '…' : ''}'`
  return JSON.stringify(value)
}

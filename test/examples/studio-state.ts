import type { TestDatabase } from '../support/databases.ts'
import { dumpSchema } from '../support/postgres-dump.ts'
import type { StudioTable } from './studio-rows.ts'

/** What a database holds, read without limbeck. */
export interface StudioState {
  /** One line for each object of the schema. */
  readonly schema: string
  /** Rows by id, by table. Values as both databases can say them: numbers, texts and null. */
  readonly rows: { readonly [table: string]: ReadonlyMap<string, StateRow> }
}

export interface StateRow {
  readonly [column: string]: string | number | null
}

const tables: readonly StudioTable[] = ['users', 'crews', 'agents', 'tasks', 'workflows', 'executions']

export async function readState(database: TestDatabase): Promise<StudioState> {
  const schema = database.url.startsWith('sqlite') ? await sqliteSchema(database) : await dumpSchema(database.url)
  const own = schema.split('\n').filter((line) => line !== '' && !line.includes('limbeck_'))
  const present = tables.filter((table) =>
    own.some((line) => line.startsWith(`table ${table} `) || line.startsWith(`table public.${table} `)),
  )
  const rows: { [table: string]: ReadonlyMap<string, StateRow> } = {}
  for (const table of present) rows[table] = await readRows(database, table)
  return { schema: own.join('\n'), rows }
}

async function readRows(database: TestDatabase, table: StudioTable): Promise<ReadonlyMap<string, StateRow>> {
  const found = await database.query(`SELECT * FROM ${table}`)
  return new Map(
    found.map((row) => {
      const values = Object.entries(row).map(([column, value]) => [column, plain(value)])
      return [String(row['id']), Object.fromEntries(values)]
    }),
  )
}

/** SQLite has no booleans, times or JSON; PostgreSQL's driver gives large and exact numbers as texts. */
export function plain(value: unknown): string | number | null {
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'string') return JSON.stringify(value)
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
}

async function sqliteSchema(database: TestDatabase): Promise<string> {
  const objects = await database.query('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1, 2')
  return objects
    .map(({ type, name, sql }) => {
      const text = String(sql).replaceAll(/\s+/g, ' ')
      return `${String(type)} ${String(name)} ${type === 'table' ? membersOf(text).join('\n  ') : text}`
    })
    .join('\n')
}

/** The columns and constraints of a CREATE TABLE in the order of their texts: what comes back comes last. */
function membersOf(text: string): readonly string[] {
  const opening = text.indexOf('(')
  const closing = text.lastIndexOf(')')
  const members: string[] = []
  let depth = 0
  let member = ''
  // Names and texts of this schema hold no parentheses or commas outside of JSON and lists, which stand in parentheses or quotes.
  for (const piece of text.slice(opening + 1, closing).match(/'(?:[^']|'')*'|./g) ?? []) {
    if (piece === '(') depth += 1
    if (piece === ')') depth -= 1
    if (piece === ',' && depth === 0) {
      members.push(member.trim())
      member = ''
    } else {
      member += piece
    }
  }
  members.push(member.trim())
  // The check of an enum stands behind its column or at the end of the table.
  const apart = members.flatMap((one) => one.split(/ (?=CONSTRAINT "enum )/))
  return [text.slice(0, opening), ...apart.sort(), text.slice(closing + 1)]
}

/**
 * The first differences between the rows of two states, a line each.
 *
 * @param isExpected says of which values a difference is right
 */
export function rowDifferences(
  before: StudioState,
  after: StudioState,
  isExpected: (table: string, id: string, column: string) => boolean,
): readonly string[] {
  const lines: string[] = []
  for (const table of new Set([...Object.keys(before.rows), ...Object.keys(after.rows)])) {
    const [old, present] = [before.rows[table] ?? new Map(), after.rows[table] ?? new Map()]
    for (const id of new Set([...old.keys(), ...present.keys()])) {
      const [oldRow, row]: readonly (StateRow | undefined)[] = [old.get(id), present.get(id)]
      if (oldRow === undefined || row === undefined) {
        lines.push(`${table} ${id}: ${oldRow === undefined ? 'appeared' : 'is gone'}`)
        continue
      }
      for (const column of new Set([...Object.keys(oldRow), ...Object.keys(row)])) {
        if (oldRow[column] === row[column] || isExpected(table, id, column)) continue
        lines.push(`${table} ${id}: ${column} was ${String(oldRow[column])}, is ${String(row[column])}`)
      }
      if (lines.length > 10) return lines
    }
  }
  return lines
}

import type { TestDatabase } from '../support/databases.ts'
import { dumpSchema } from '../support/postgres-dump.ts'
import type { StudioTable } from './studio-rows.ts'

/** What a database holds, read without limbeck. */
export interface StudioState {
  /** One line for each object of the schema. */
  readonly schema: string
  /** Rows as JSON by id, by table. */
  readonly rows: { readonly [table: string]: ReadonlyMap<string, string> }
}

const tables: readonly StudioTable[] = ['users', 'crews', 'agents', 'tasks', 'workflows', 'executions']

export async function readState(database: TestDatabase): Promise<StudioState> {
  const isSqlite = database.url.startsWith('sqlite')
  const schema = isSqlite ? await sqliteSchema(database) : await dumpSchema(database.url)
  const own = schema.split('\n').filter((line) => line !== '' && !line.includes('limbeck_'))
  const columns = await database.query(
    isSqlite
      ? `SELECT m.name AS "table", c.name AS "column" FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 2`
      : `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 2`,
  )
  const selects = tables.flatMap((table) => {
    const names = columns.filter((column) => column['table'] === table).map(({ column }) => String(column))
    if (names.length === 0) return []
    const json = isSqlite
      ? `json_object(${names.map((name) => `'${name}', ${name}`).join(', ')}) AS row FROM ${table}`
      : `row_to_json(r)::text AS row FROM (SELECT ${names.join(', ')} FROM ${table}) r`
    return [`SELECT '${table}' AS "table", CAST(id AS TEXT) AS id, ${json}`]
  })
  const rows: { [table: string]: Map<string, string> } = {}
  const found = selects.length === 0 ? [] : await database.query(selects.join('\nUNION ALL\n'))
  for (const { table, id, row } of found) (rows[String(table)] ??= new Map()).set(String(id), String(row))
  return { schema: own.join('\n'), rows }
}

/** PostgreSQL has booleans, JSON and its own way to write times; SQLite has numbers and texts. */
function plain(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null)
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
    const [old, present] = [
      before.rows[table] ?? new Map<string, string>(),
      after.rows[table] ?? new Map<string, string>(),
    ]
    for (const id of new Set([...old.keys(), ...present.keys()])) {
      const [was, is] = [old.get(id), present.get(id)]
      if (was === is) continue
      if (was === undefined || is === undefined)
        lines.push(`${table} ${id}: ${was === undefined ? 'appeared' : 'is gone'}`)
      else
        lines.push(
          ...valueDifferences(was, is, (column) => isExpected(table, id, column)).map(
            (line) => `${table} ${id}: ${line}`,
          ),
        )
      if (lines.length > 10) return lines
    }
  }
  return lines
}

function valueDifferences(was: string, is: string, isExpected: (column: string) => boolean): readonly string[] {
  const [old, present] = [JSON.parse(was), JSON.parse(is)] as [
    { [column: string]: unknown },
    { [column: string]: unknown },
  ]
  return [...new Set([...Object.keys(old), ...Object.keys(present)])].flatMap((column) => {
    const [oldValue, value] = [plain(old[column]), plain(present[column])]
    return oldValue === value || isExpected(column) ? [] : [`${column} was ${String(oldValue)}, is ${String(value)}`]
  })
}

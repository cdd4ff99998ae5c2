import type { TestDatabase } from '../support/databases.ts'
import { dumpSchema } from '../support/postgres-dump.ts'
import type { StudioTable } from './studio-rows.ts'

/** What a database holds, read without limbeck. */
export interface StudioState {
  /** One line for each object of the schema. */
  readonly schema: string
  /** The rows of each table: one line of JSON for each, in the order of their ids. */
  readonly rows: { readonly [table: string]: string }
}

const tables: readonly StudioTable[] = ['users', 'crews', 'agents', 'tasks', 'workflows', 'executions']

export async function readState(database: TestDatabase): Promise<StudioState> {
  const isSqlite = database.url.startsWith('sqlite')
  const schema = isSqlite ? await sqliteSchema(database) : await dumpSchema(database.url)
  const own = schema.split('\n').filter((line) => line !== '' && !line.includes('limbeck_'))
  const present = tables.filter((table) =>
    own.some((line) => line.startsWith(`table ${isSqlite ? '' : 'public.'}${table} `)),
  )
  if (present.length === 0) return { schema: own.join('\n'), rows: {} }
  const selects = await Promise.all(
    present.map(async (table) =>
      isSqlite
        ? `SELECT '${table}' AS name, group_concat(line, char(10)) AS rows FROM (${await sqliteLines(database, table)})`
        : `SELECT '${table}' AS name, string_agg(row_to_json(t)::text, chr(10) ORDER BY id) AS rows FROM ${table} t`,
    ),
  )
  const found = await database.query(selects.join('\nUNION ALL\n'))
  return {
    schema: own.join('\n'),
    rows: Object.fromEntries(found.map(({ name, rows }) => [String(name), typeof rows === 'string' ? rows : ''])),
  }
}

async function sqliteLines(database: TestDatabase, table: StudioTable): Promise<string> {
  const columns = await database.query(`SELECT name FROM pragma_table_info('${table}')`)
  const pairs = columns.map(({ name }) => `'${String(name)}', ${String(name)}`)
  return `SELECT json_object(${pairs.join(', ')}) AS line FROM ${table} ORDER BY id`
}

/** How many rows each table has. */
export function countRows({ rows }: StudioState): { readonly [table: string]: number } {
  return Object.fromEntries(Object.entries(rows).map(([table, lines]) => [table, rowsById(lines).size]))
}

function rowsById(lines: string): ReadonlyMap<string, StateRow> {
  if (lines === '') return new Map()
  // Each line is an object that the query made.
  const rows = lines.split('\n').map((line) => JSON.parse(line) as StateRow)
  return new Map(rows.map((row) => [row.id, row]))
}

interface StateRow {
  readonly id: string
  readonly [column: string]: unknown
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
    const [was, is] = [before.rows[table] ?? '', after.rows[table] ?? '']
    if (was === is) continue
    const [old, present] = [rowsById(was), rowsById(is)]
    for (const id of new Set([...old.keys(), ...present.keys()])) {
      const differing = valueDifferences(old.get(id), present.get(id), (column) => isExpected(table, id, column))
      lines.push(...differing.map((line) => `${table} ${id}: ${line}`))
      if (lines.length > 10) return lines
    }
  }
  return lines
}

function valueDifferences(
  old: StateRow | undefined,
  present: StateRow | undefined,
  isExpected: (column: string) => boolean,
): readonly string[] {
  if (old === undefined) return ['appeared']
  if (present === undefined) return ['is gone']
  return [...new Set([...Object.keys(old), ...Object.keys(present)])].flatMap((column) => {
    const [was, is] = [plain(old[column]), plain(present[column])]
    return was === is || isExpected(column) ? [] : [`${column} was ${String(was)}, is ${String(is)}`]
  })
}

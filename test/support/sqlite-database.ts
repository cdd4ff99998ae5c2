import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseUrl, Dialect, Row } from '../../src/dialects/index.ts'
import { SqliteConnection, sqlite } from '../../src/dialects/sqlite/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { type Catalog, createCatalog, defaultNamingConvention } from '../../src/schema/index.ts'

/** A SQLite file of one test, and what a run does with operations on it, in short. */
export interface SqliteDatabase extends AsyncDisposable {
  readonly file: string
  readonly connection: SqliteConnection
  script(sql: string): Promise<void>
  rows(sql: string): Promise<readonly Row[]>
  /** The CREATE texts by the names of the objects. */
  texts(): Promise<{ readonly [name: string]: string }>
  introspect(): Promise<Catalog>
  /** Runs operations as one revision does: in one transaction with the checks before its end. `version` emits for an older SQLite. */
  run(operations: readonly Operation[], options?: { readonly version?: string }): Promise<readonly string[]>
}

export function sqliteUrl(file: string): DatabaseUrl {
  const nothing = { host: null, port: null, user: null, password: null, database: null }
  return {
    dialect: 'sqlite',
    file,
    ...nothing,
    options: {},
    display: file === ':memory:' ? 'sqlite://' : `sqlite:///${file}`,
  }
}

export async function createSqliteDatabase(
  script = '',
  options: { readonly memory?: boolean } = {},
): Promise<SqliteDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-sqlite-'))
  const file = options.memory === true ? ':memory:' : join(folder, 'test.db')
  const connection = await openSqlite(file)
  const dialect: Dialect = sqlite
  await dialect.session.prepare(connection)
  // A test needs no protection against power cuts.
  await connection.execute('PRAGMA synchronous = OFF')
  if (script !== '') await connection.executeScript(script)
  const scope = { tables: null, namespaces: [], exclude: [], namingConvention: defaultNamingConvention }

  async function emit(operation: Operation, version: string) {
    // A newer version than the library's cannot be tried.
    const newest = connection.serverVersion.localeCompare(version, 'en', { numeric: true }) < 0
    const capabilities = dialect.capabilitiesOf(newest ? connection.serverVersion : version)
    const needs = dialect.readsBefore(operation, capabilities)
    const before =
      needs !== 'everything' && needs.length === 0
        ? createCatalog([])
        : await dialect.introspect(connection, { ...scope, tables: needs === 'everything' ? null : needs })
    return dialect.emit(operation, { before, capabilities })
  }

  return {
    file,
    connection,
    script: (sql) => connection.executeScript(sql),
    rows: async (sql) => (await connection.query(sql)).map((row) => ({ ...row })),
    async texts() {
      const rows = await connection.query<{ name: string; sql: string | null }>('SELECT name, sql FROM sqlite_schema')
      return Object.fromEntries(rows.flatMap(({ name, sql }) => (sql === null ? [] : [[name, sql]])))
    },
    introspect: () => dialect.introspect(connection, scope),
    async run(operations, { version = connection.serverVersion } = {}) {
      const ran: string[] = []
      await connection.begin()
      try {
        for (const operation of operations) {
          for (const statement of await emit(operation, version)) {
            try {
              await connection.execute(statement.sql, statement.parameters ?? [])
            } catch (error) {
              throw dialect.explainError(error, statement)
            }
            ran.push(statement.sql)
          }
        }
        await dialect.session.beforeCommit(connection)
        await connection.commit()
      } catch (error) {
        await connection.rollback()
        throw error
      }
      return ran
    },
    async [Symbol.asyncDispose]() {
      await connection.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function openSqlite(file: string, options: { readonly create?: boolean } = {}): Promise<SqliteConnection> {
  const connection = await sqlite.connect(sqliteUrl(file), {
    connectTimeoutMs: 1000,
    create: options.create ?? true,
    applicationName: 'limbeck test',
  })
  if (connection instanceof SqliteConnection) return connection
  throw new Error('The SQLite dialect opened a line of another kind')
}

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { LimbeckError } from '../../errors/index.ts'
import { replacePlaceholders, splitScript, splitStatements } from '../../sql/index.ts'
import {
  type BoundStatement,
  type Connection,
  type ConnectOptions,
  type DatabaseUrl,
  type Row,
  commitOneByOne,
} from '../index.ts'
import { openDatabase } from './open-database.ts'
import { verbOf } from './statement-verb.ts'
import { type SqliteValue, sqliteValue } from './values.ts'

interface Prepared {
  readonly statement: StatementSync
  readonly placeholders: number
  readonly reads: boolean
}

const maxCachedStatements = 200

/** Bytes of a rollback journal that stay on disk between two transactions of a run. */
const longestKeptJournal = 4_194_304

/** The driver waits without letting anything else run, so it does not wait long. */
export const longestBusyMs = 5000

/** Sees each statement of a migration run in front of it; the session keeps watch over foreign keys with it. */
export interface StatementWatcher {
  before(sql: string): void
  /** @param isKept the transaction was committed */
  ended(isKept: boolean): void
}

/** A line to a SQLite file over the built-in driver. */
export class SqliteConnection implements Connection {
  readonly dialect = 'sqlite'
  readonly serverVersion: string
  readonly displayUrl: string
  /** Absolute path, or `:memory:`. */
  readonly file: string
  /** The file did not exist and was not made: everything here is empty, and nothing is kept. */
  readonly isMissing: boolean
  /** Somebody else has opened the database and may use it, too. */
  readonly isAdopted: boolean
  /** Set while a migration runs on this connection. */
  watcher: StatementWatcher | null = null
  readonly #database: DatabaseSync
  readonly #close: () => void
  readonly #cache = new Map<string, Prepared>()
  /** What gives no rows stays right whatever happens to the schema: SQLite prepares it anew by itself. */
  readonly #lasting = new Map<string, Prepared>()
  /** Taking a text apart outlives a transaction; what is prepared does not. */
  readonly #placeholders = new Map<string, number>()
  #began = false

  /** @param opened the database where it is open already; then `close` is all that is called in place of closing it */
  constructor(
    url: Pick<DatabaseUrl, 'file' | 'display'>,
    options: Pick<ConnectOptions, 'create' | 'connectTimeoutMs'>,
    opened: { readonly database: DatabaseSync; readonly close: () => void } | null = null,
  ) {
    this.file = url.file ?? ':memory:'
    this.displayUrl = url.display
    const found =
      opened === null
        ? openDatabase(this.file, {
            create: options.create,
            busyTimeoutMs: Math.min(options.connectTimeoutMs, longestBusyMs),
          })
        : { database: opened.database, isMissing: false }
    this.#database = found.database
    this.isMissing = found.isMissing
    this.isAdopted = opened !== null
    this.#close = opened?.close ?? (() => found.database.close())
    const row = this.#database.prepare('SELECT sqlite_version() AS version').get()
    this.serverVersion = String(row?.['version'])
  }

  query<Result extends Row = Row>(sql: string, parameters: readonly unknown[] = []): Promise<Result[]> {
    return this.#run(sql, () => {
      const prepared = this.#prepare(sql, parameters.length)
      const values = parameters.map(sqliteValue)
      // The caller says what the rows look like; SQLite's own types cannot be known here.
      return this.#rows(prepared, values) as Result[]
    })
  }

  execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    return this.#run(sql, () => {
      if (parameters.length === 0 && sql.includes(';') && splitStatements(sql).length > 1) {
        this.#script(sql)
        return 0
      }
      const changesRows = verbOf(sql).kind === 'changesRows'
      const { statement } =
        changesRows && parameters.length > 0
          ? this.#prepareLasting(sql, parameters.length)
          : this.#prepare(sql, parameters.length)
      const { changes } = statement.run(...parameters.map(sqliteValue))
      return changesRows ? Number(changes) : 0
    })
  }

  async executeAll(statements: readonly BoundStatement[]): Promise<readonly number[]> {
    const counts: number[] = []
    for (const { sql, parameters } of statements) counts.push(await this.execute(sql, parameters))
    return counts
  }

  async commitAfter(statements: readonly BoundStatement[]): Promise<readonly number[]> {
    return await commitOneByOne(this, statements)
  }

  executeScript(sql: string): Promise<void> {
    return this.#run(null, () => this.#script(sql))
  }

  bulkInsert(
    table: { readonly namespace: string | null; readonly name: string },
    columns: readonly string[],
    rows: Iterable<readonly unknown[]>,
  ): Promise<number> {
    const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
    const places = columns.map(() => '?').join(', ')
    const values = columns.length === 0 ? 'DEFAULT VALUES' : `(${columns.map(quote).join(', ')}) VALUES (${places})`
    const sql = `INSERT INTO ${quote(table.name)} ${values}`
    return this.#run(sql, () => {
      const own = !this.#database.isTransaction
      if (own) this.#database.exec('BEGIN IMMEDIATE')
      let count = 0
      try {
        const { statement } = this.#prepare(sql, columns.length)
        for (const row of rows) {
          statement.run(...row.map(sqliteValue))
          count += 1
        }
        if (own) this.#database.exec('COMMIT')
      } catch (error) {
        if (own && this.#database.isTransaction) this.#database.exec('ROLLBACK')
        throw error
      }
      return count
    })
  }

  /** BEGIN IMMEDIATE: takes the write lock at once, so that no later statement meets a busy database half-way. */
  begin(): Promise<void> {
    return this.#run(null, () => {
      this.#database.exec('BEGIN IMMEDIATE')
      this.#began = true
      this.#cache.clear()
    })
  }

  commit(): Promise<void> {
    return this.#run(null, () => {
      this.#database.exec('COMMIT')
      this.#ended(true)
    })
  }

  rollback(): Promise<void> {
    return this.#run(null, () => {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      // A failed rebuild may have left it on; it is not part of the transaction.
      this.#database.exec('PRAGMA legacy_alter_table = OFF')
      this.#ended(false)
    })
  }

  /**
   * Keeps the rollback journal's file from one transaction to the next, where it is made and removed for each of them; half of
   * what a small transaction costs goes there. As safe: the header is overwritten in place of removing the file, and what a
   * killed process leaves is no hot journal. Whoever writes next in the usual way removes the file.
   *
   * @returns what puts it back, which is no part of a transaction
   * @see https://www.sqlite.org/pragma.html#pragma_journal_mode
   */
  keepJournal(): () => void {
    const mode = (sql: string) => String(this.#database.prepare(sql).get()?.['journal_mode'])
    if (this.file === ':memory:' || mode('PRAGMA journal_mode') !== 'delete') return () => undefined
    const [limit] = this.readNow('PRAGMA journal_size_limit')
    this.#database.exec(`PRAGMA journal_size_limit = ${longestKeptJournal}`)
    mode('PRAGMA journal_mode = PERSIST')
    return () => {
      if (!this.#database.isOpen) return
      this.#database.exec(`PRAGMA journal_size_limit = ${Number(limit?.['journal_size_limit'] ?? -1)}`)
      mode('PRAGMA journal_mode = DELETE')
    }
  }

  /** Rows at once, without a promise: for the watcher, which looks at the database in front of a statement. */
  readNow(sql: string, parameters: readonly SqliteValue[] = []): { readonly [column: string]: SqliteValue }[] {
    const statement = this.#database.prepare(sql)
    statement.setReadBigInts(true)
    return statement.all(...parameters)
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  close(): Promise<void> {
    this.#cache.clear()
    this.#lasting.clear()
    if (this.#database.isOpen) this.#close()
    return Promise.resolve()
  }

  #ended(isKept: boolean): void {
    this.#began = false
    this.#cache.clear()
    this.watcher?.ended(isKept)
  }

  /** The driver is synchronous; its errors become rejections. */
  #run<Result>(sql: string | null, work: () => Result): Promise<Result> {
    try {
      if (sql !== null) this.watcher?.before(sql)
      return Promise.resolve(work())
    } catch (error) {
      if (!this.#began && this.#database.isOpen && this.#database.isTransaction) {
        // A savepoint outside of a transaction (a rebuild in a revision without one) must not stay open.
        this.#database.exec('ROLLBACK')
        this.#database.exec('PRAGMA legacy_alter_table = OFF')
      }
      return Promise.reject(error)
    }
  }

  #script(sql: string): void {
    this.#cache.clear()
    if (this.watcher === null) return this.#database.exec(sql)
    // One by one, so that each is seen when those in front of it have run; and whole, because SQLite keeps comments.
    const statements = splitScript(sql)
    for (const [place, { text, start }] of statements.entries()) {
      this.watcher.before(text)
      this.#database.exec(sql.slice(start, statements[place + 1]?.start))
    }
  }

  /** For a change of rows that is run with other values again and again, from one transaction to the next. */
  #prepareLasting(sql: string, given: number): Prepared {
    const known = this.#lasting.get(sql)
    if (known?.placeholders === given) return known
    const prepared = this.#prepare(sql, given)
    if (this.#lasting.size >= maxCachedStatements) this.#lasting.clear()
    this.#lasting.set(sql, prepared)
    return prepared
  }

  #prepare(sql: string, given: number): Prepared {
    let prepared = this.#cache.get(sql)
    if (prepared === undefined) {
      if (sql.includes(';') && splitStatements(sql).length > 1) {
        // The driver would run the first statement and leave out the rest without a word.
        throw new LimbeckError('LB6166', 'Several statements in one text cannot take values or give rows.', {
          hints: ['Call `op.execute` once for each statement.'],
          details: { statement: sql },
        })
      }
      const placeholders = this.#placeholdersOf(sql)
      const verb = verbOf(sql)
      prepared = { statement: this.#database.prepare(sql), placeholders, reads: verb.kind === 'reads' }
      if (verb.kind === 'reads' || verb.kind === 'changesRows') {
        if (this.#cache.size >= maxCachedStatements) this.#cache.clear()
        this.#cache.set(sql, prepared)
      } else {
        this.#cache.clear()
      }
    }
    if (prepared.placeholders !== given) {
      throw new LimbeckError(
        'LB6166',
        `The statement has ${prepared.placeholders} placeholders and was given ${given} values.`,
        {
          hints: ['Give one value for each `?`; SQLite would read a missing one as NULL.'],
          details: { statement: sql },
        },
      )
    }
    return prepared
  }

  #placeholdersOf(sql: string): number {
    if (!sql.includes('?')) return 0
    let placeholders = this.#placeholders.get(sql)
    if (placeholders !== undefined) return placeholders
    placeholders = 0
    replacePlaceholders(sql, (position) => {
      placeholders = position
      return '?'
    })
    if (this.#placeholders.size >= maxCachedStatements) this.#placeholders.clear()
    this.#placeholders.set(sql, placeholders)
    return placeholders
  }

  #rows({ statement, reads }: Prepared, values: readonly SqliteValue[]): Row[] {
    if (reads) {
      try {
        statement.setReadBigInts(false)
        return statement.all(...values)
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'ERR_OUT_OF_RANGE') throw error
      }
    }
    statement.setReadBigInts(true)
    return statement.all(...values).map((row) => narrowIntegers(row))
  }
}

/** Integers that a number can hold exactly become numbers; the others stay bigint. */
function narrowIntegers(row: Row): Row {
  const narrow: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    narrow[name] = typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value
  }
  return narrow
}

/** Opens a line to the database of a URL. See {@link openDatabase} for its errors. */
export function connect(url: DatabaseUrl, options: ConnectOptions): Promise<SqliteConnection> {
  try {
    return Promise.resolve(new SqliteConnection(url, options))
  } catch (error) {
    return Promise.reject(error)
  }
}

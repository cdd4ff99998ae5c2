import { LimbeckError } from '../../errors/index.ts'
import { nameOfToken, significantTokens, tokenizeSql } from '../../text/index.ts'
import type { SqliteConnection, StatementWatcher } from './connection.ts'
import { newViolations, sampleKeys, violationsOf } from './foreign-key-violations.ts'
import { KnownForeignKeys } from './known-foreign-keys.ts'
import { openDatabase } from './open-database.ts'
import { rebuildSavepoint } from './rebuild/index.ts'
import { verbOf } from './statement-verb.ts'
import type { ReadRows, Violation } from './violation.ts'

/**
 * Watches which tables a transaction touches, so that only their foreign keys are checked before the commit: a run that
 * adds an index checks nothing. During a migration SQLite enforces no foreign keys, because dropping a table that is
 * being rebuilt would delete the rows that point at it.
 */
export class ForeignKeyWatch implements StatementWatcher {
  readonly #connection: SqliteConnection
  /** Tables whose foreign keys may be broken by now, by their names in front of the transaction. */
  readonly #doubtful = new Map<string, string>()
  /** What was broken in front of the transaction, where it could not be asked later. */
  readonly #before: Violation[] = []
  /** Lower-case name now → name in front of the transaction. */
  readonly #renamed = new Map<string, string>()
  readonly #known: KnownForeignKeys
  #canAskLater: boolean | null = null
  #rebuilding: string | null = null
  #checked = false

  constructor(connection: SqliteConnection) {
    this.#connection = connection
    this.#known = new KnownForeignKeys((sql, parameters) => connection.readNow(sql, parameters ?? []))
  }

  before(sql: string): void {
    if (this.#followRebuild(sql)) return
    const verb = verbOf(sql)
    this.#known.before(sql, verb)
    if (this.#checked || !this.#connection.inTransaction) return
    if (verb.kind === 'changesRows' || verb.kind === 'dropsTable') this.#touch(verb.table)
    else if (verb.kind === 'renamesTable') this.#rename(verb.table, verb.to)
    // Whoever writes there may change any text of the schema, its number or not.
    if (verb.kind === 'changesRows' && /sqlite_/i.test(verb.table ?? sql)) this.#known.forget()
  }

  ended(isKept: boolean): void {
    this.#doubtful.clear()
    this.#before.length = 0
    this.#renamed.clear()
    // A database that its owner works on, too, may have been changed by other ways than through here.
    this.#known.ended(isKept && !this.#connection.isAdopted)
    this.#rebuilding = null
    this.#checked = false
  }

  /**
   * Checks what the transaction touched. What was broken before it may stay so.
   *
   * @throws LimbeckError LB6152 naming the table, the rows and what they point at
   */
  check(): void {
    this.#checked = true
    if (this.#doubtful.size === 0) return
    const read: ReadRows = (sql, parameters) => this.#connection.readNow(sql, parameters ?? [])
    const now = [...this.#doubtful.keys()].flatMap((table) => violationsOf(this.#nameNow(table), read))
    if (now.length === 0) return
    const before = this.#canAskLater === true ? this.#askCommitted() : this.#before
    const translated = before.map((violation) => ({
      ...violation,
      table: this.#nameNow(violation.table),
      parent: this.#nameNow(violation.parent),
    }))
    const broken = newViolations(now, translated)
    if (broken.length > 0) throw violationError(broken, read)
  }

  /** The statements of a rebuild are the rebuild's own business: the table counts as touched at its start. */
  #followRebuild(sql: string): boolean {
    const marked = /^\s*(SAVEPOINT|RELEASE)\s/i.test(sql)
    if (!marked) return this.#rebuilding !== null
    const [word, name] = significantTokens(tokenizeSql(sql, { brackets: true }))
    const savepoint = name === undefined ? '' : nameOfToken(name)
    const prefix = rebuildSavepoint('')
    if (!savepoint.startsWith(prefix)) return this.#rebuilding !== null
    const table = savepoint.slice(prefix.length)
    if (word?.text.toUpperCase() === 'RELEASE') {
      this.#rebuilding = null
      this.#known.forget()
      return true
    }
    this.#refuseEnforcement(table)
    // Outside of a transaction the savepoint begins one, and nobody asks before it ends.
    if (!this.#checked && this.#connection.inTransaction) {
      this.#touch(table)
      // The rebuild may be what gives the table its first foreign key, so it counts even where it has none yet.
      this.#doubt(table)
    }
    this.#rebuilding = table
    return true
  }

  #refuseEnforcement(table: string): void {
    const [row] = this.#connection.readNow('PRAGMA foreign_keys')
    if (Number(row?.['foreign_keys'] ?? 0) === 0) return
    throw new LimbeckError('LB6169', `Table "${table}" cannot be rebuilt while foreign keys are switched on.`, {
      hints: [
        'Dropping the old table would delete or change the rows that point at it.',
        'Take `PRAGMA foreign_keys = ON` out of the revisions of this run; limbeck checks the foreign keys itself.',
      ],
      details: { table },
    })
  }

  #touch(table: string | null): void {
    const { children, childrenOf, withTriggers } = this.#known.graph()
    const key = table?.toLowerCase()
    const spreads = key === undefined || withTriggers.has(key)
    const own = key === undefined ? undefined : children.get(key)
    const touched = spreads
      ? [...children.values()]
      : [...(own === undefined ? [] : [own]), ...(childrenOf.get(key) ?? [])]
    for (const child of touched) this.#doubt(child)
  }

  #doubt(child: string): void {
    const first = this.#renamed.get(child.toLowerCase()) ?? child
    if ([...this.#doubtful.keys()].some((name) => name.toLowerCase() === first.toLowerCase())) return
    this.#doubtful.set(first, child)
    this.#canAskLater ??= isReadableMeanwhile(this.#connection)
    if (this.#canAskLater) return
    const read: ReadRows = (sql, parameters) => this.#connection.readNow(sql, parameters ?? [])
    this.#before.push(...violationsOf(child, read).map((one) => ({ ...one, table: first })))
  }

  #rename(from: string, to: string): void {
    const first = this.#renamed.get(from.toLowerCase()) ?? from
    this.#renamed.delete(from.toLowerCase())
    this.#renamed.set(to.toLowerCase(), first)
    if (this.#doubtful.has(first)) this.#doubtful.set(first, to)
  }

  #nameNow(first: string): string {
    for (const [now, before] of this.#renamed) {
      if (before.toLowerCase() === first.toLowerCase()) return this.#doubtful.get(before) ?? now
    }
    return first
  }

  /** Reads on a second line, which sees the database as it was in front of the transaction. */
  #askCommitted(): readonly Violation[] {
    const { database } = openDatabase(this.#connection.file, { create: false, busyTimeoutMs: 1000, readOnly: true })
    try {
      const read: ReadRows = (sql, parameters = []) => {
        const statement = database.prepare(sql)
        statement.setReadBigInts(true)
        return statement.all(...parameters)
      }
      return [...this.#doubtful.keys()].flatMap((table) => violationsOf(table, read))
    } finally {
      database.close()
    }
  }
}

/**
 * Whether another line can read while this one writes: with a write-ahead log always, with a rollback journal only until
 * the cache is full, so there the state before is looked at before.
 *
 * @see https://www.sqlite.org/lockingv3.html
 */
function isReadableMeanwhile(connection: SqliteConnection): boolean {
  if (connection.file === ':memory:') return false
  const [row] = connection.readNow('PRAGMA journal_mode')
  return row?.['journal_mode'] === 'wal'
}

function violationError(broken: readonly Violation[], read: ReadRows): LimbeckError {
  const sentences = broken.map((violation) => {
    const { table, columns, parent, count } = violation
    const samples = sampleKeys(violation, read)
    const which = samples.length === 0 ? '' : ` (${samples.join('; ')}${count > samples.length ? '; …' : ''})`
    const rows = count === 1 ? '1 row of' : `${count} rows of`
    return `${rows} "${table}" ${count === 1 ? 'points' : 'point'} at no row of "${parent}" with ${columns.map((one) => `"${one}"`).join(', ')}${which}.`
  })
  return new LimbeckError('LB6152', sentences.join(' '), {
    hints: [
      "Repair or delete these rows in the revision, in front of the change: `op.execute('DELETE FROM … WHERE …')`.",
      'SQLite enforces no foreign keys during a migration, so ON DELETE CASCADE does nothing: delete the rows that point there, too.',
      'Nothing was changed: the revision was rolled back.',
    ],
    details: {
      violations: broken.map(({ table, columns, parent, count, rowids }) => ({
        table,
        columns,
        parent,
        count,
        rowids: rowids.slice(0, 20),
      })),
    },
  })
}

import { LimbeckError } from '../../errors/index.ts'
import type { Operation } from '../../operations/index.ts'
import { type TableRef, tableOf } from '../../schema/index.ts'
import type { Statement } from '../../sql/index.ts'
import type { Connection, MigrationLock, ScriptFrame, SessionTools } from '../index.ts'
import { SqliteConnection, longestBusyMs } from './connection.ts'
import { ForeignKeyWatch } from './foreign-key-watch.ts'
import { lockFileOf, readLockHolder, tryLockFile } from './migration-lock.ts'
import { quote } from './names.ts'
import { leftoverStatements, newTableName } from './rebuild/index.ts'

/** A database in memory belongs to its process; there is nobody to lock out. */
const lockOfMemory: MigrationLock = {
  verify: () => Promise.resolve(true),
  question: null,
  release: () => Promise.resolve(),
}

/** What a run needs of SQLite. One lock per database, whatever the version table is called: there is one writer anyway. */
export const session: SessionTools = {
  tryLock(connection) {
    const own = ownConnection(connection)
    const { file } = own
    if (file === ':memory:') return Promise.resolve(lockOfMemory)
    try {
      const lock = tryLockFile(lockFileOf(file))
      return Promise.resolve(lock === null ? null : withKeptJournal(lock, own))
    } catch (error) {
      return Promise.reject(error)
    }
  },

  lockHolder(connection) {
    const { file } = ownConnection(connection)
    return Promise.resolve(file === ':memory:' ? null : readLockHolder(lockFileOf(file)))
  },

  /** Foreign keys go off here, because inside a transaction the pragma does nothing. */
  async prepare(connection) {
    const own = ownConnection(connection)
    if (own.isMissing) {
      throw new LimbeckError('LB4001', `The database "${own.file}" does not exist.`, {
        hints: ['Check the URL; `limbeck upgrade head` makes the file.'],
        details: { file: own.file },
      })
    }
    await own.execute('PRAGMA foreign_keys = OFF')
    await own.execute('PRAGMA legacy_alter_table = OFF')
    own.watcher ??= new ForeignKeyWatch(own)
  },

  /**
   * SQLite waits for another writer, and has no limit for a statement.
   *
   * @see https://www.sqlite.org/pragma.html#pragma_busy_timeout
   */
  limits({ lockMs }) {
    if (lockMs === null) return { set: [], reset: [] }
    return { set: [`PRAGMA busy_timeout = ${lockMs}`], reset: [`PRAGMA busy_timeout = ${longestBusyMs}`] }
  },

  isLockTimeout: (error) => error.code === 'LB6161',

  beforeCommit(connection) {
    const { watcher } = ownConnection(connection)
    try {
      if (watcher instanceof ForeignKeyWatch) watcher.check()
      return Promise.resolve()
    } catch (error) {
      return Promise.reject(error)
    }
  },

  async leftoversOf(op, connection) {
    const statements: Statement[] = []
    for (const { name } of rebuiltTables(op)) {
      const found = await connection.query<{ name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN (?, ?)`,
        [name, newTableName(name)],
      )
      const names = new Set(found.map((row) => row.name))
      statements.push(...leftoverStatements(name, { table: names.has(name), made: names.has(newTableName(name)) }))
    }
    return statements
  },
}

/** Under the lock nobody else migrates, and the transactions of a run come one after the other. */
function withKeptJournal(lock: MigrationLock, connection: SqliteConnection): MigrationLock {
  const putBack = connection.keepJournal()
  return {
    verify: () => lock.verify(),
    question: lock.question,
    async release() {
      try {
        putBack()
      } finally {
        await lock.release()
      }
    },
  }
}

function ownConnection(connection: Connection): SqliteConnection {
  if (connection instanceof SqliteConnection) return connection
  throw new LimbeckError('LB9001', 'A connection of another database was given to SQLite.')
}

/** The tables that an operation may rebuild. */
function rebuiltTables(op: Operation): readonly TableRef[] {
  switch (op.kind) {
    case 'addColumn':
      return [tableOf(op.column)]
    case 'createConstraint':
      return [tableOf(op.constraint)]
    case 'alterTable':
    case 'dropColumn':
    case 'alterColumn':
    case 'dropConstraint':
    case 'renameConstraint':
      return [{ namespace: op.namespace, name: op.table }]
    default:
      return []
  }
}

/** Scripts are for the oldest version that Node's own SQLite has had, which runs on every later one. */
export const script: ScriptFrame = {
  serverVersion: '3.46.0',
  start: ['PRAGMA foreign_keys = OFF'],
  beforeCommit: ['PRAGMA foreign_key_check'],
  end: ['PRAGMA foreign_keys = ON'],
  now: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
  user: null,
  stopUnless,
}

/** A check that does not hold is reported by its name, which is the only text of one's own that an error outside of triggers can have. */
function stopUnless(condition: string, message: string): readonly string[] {
  return [
    `CREATE TEMP TABLE limbeck_guard (holds integer CONSTRAINT ${quote(message)} CHECK (holds))`,
    `INSERT INTO temp.limbeck_guard SELECT ${condition}`,
    'DROP TABLE temp.limbeck_guard',
  ]
}

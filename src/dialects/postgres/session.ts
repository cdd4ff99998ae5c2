import type { Operation } from '../../operations/index.ts'
import type { Index, TableRef } from '../../schema/index.ts'
import { type Statement, statement } from '../../sql/index.ts'
import type { Connection, MigrationLock, SessionTools } from '../index.ts'
import { quoteQualified } from './quote-name.ts'

/** "limbeck" on a telephone's keys: tells its advisory locks from those of other programs. */
const lockClass = 5462325

/**
 * The lock's number within {@link lockClass}, as the server works it out: of the version table's schema and name, the two
 * parameters. Advisory locks belong to one database, so its name is no part of it.
 *
 * @see https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS
 */
const lockNumber = `('x' || encode(substr(sha256(convert_to(
  'limbeck ' || quote_ident(COALESCE(?::text, current_schema(), '')) || '.' || quote_ident(?::text), 'UTF8')), 1, 4), 'hex'))::bit(32)::int4`

/** Rows of `pg_locks` that are this lock; the two parameters are class and number. */
const isThisLock = `locktype = 'advisory' AND objsubid = 2 AND classid = ?::int4::oid AND objid = ?::int4::oid
  AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())`

/** The lock is held by the run's own connection, so it ends when that ends, whatever happens to the process. */
export const postgresSession: SessionTools = {
  async tryLock(connection, { namespace, name }) {
    const [row] = await connection.query(
      `SELECT number, pg_try_advisory_lock(?::int4, number) AS locked, pg_backend_pid() AS pid
      FROM (SELECT ${lockNumber} AS number) lock`,
      [lockClass, namespace, name],
    )
    // The number is kept: a revision may change which schema is the current one.
    return row?.['locked'] === true
      ? heldLock(connection, [lockClass, Number(row['number'])], Number(row['pid']))
      : null
  },

  async lockHolder(connection, { namespace, name }) {
    const [found] = await connection.query(`SELECT ${lockNumber} AS number`, [namespace, name])
    const [row] = await connection.query(
      `SELECT l.pid, a.application_name, a.usename, host(a.client_addr) AS host,
        to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS since
      FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE ${isThisLock} AND l.granted LIMIT 1`,
      [lockClass, Number(found?.['number'])],
    )
    return row === undefined ? null : describeHolder(row)
  },

  async prepare(connection) {
    // While the program works between two statements the server must not end the session that holds the lock.
    const major = Number.parseInt(connection.serverVersion, 10)
    await connection.executeScript(
      `SET idle_in_transaction_session_timeout = 0${major >= 14 ? '; SET idle_session_timeout = 0' : ''}`,
    )
  },

  /** @see https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-LOCK-TIMEOUT */
  limits({ lockMs, statementMs }) {
    const settings = [
      ['lock_timeout', lockMs],
      ['statement_timeout', statementMs],
    ] as const
    const asked = settings.filter(([, limit]) => limit !== null)
    return {
      set: asked.map(([name, limit]) => `SET ${name} = ${limit}`),
      reset: asked.map(([name]) => `RESET ${name}`),
    }
  },

  isLockTimeout: (error) => error.code === 'LB6110',

  // Constraints are checked by the server, deferred ones at the commit itself.
  beforeCommit: () => Promise.resolve(),

  async leftoversOf(op, connection) {
    const statements: Statement[] = []
    for (const index of concurrentIndexes(op)) {
      if (!(await isInvalid(index, connection))) continue
      statements.push(
        statement(`DROP INDEX CONCURRENTLY ${quoteQualified(index.namespace, index.name)}`, {
          transaction: 'outside',
          note: 'An invalid index is what a broken-off CREATE INDEX CONCURRENTLY leaves',
        }),
      )
    }
    return statements
  },
}

function heldLock(connection: Connection, key: readonly number[], pid: number): MigrationLock {
  const held = `SELECT 1 AS held FROM pg_catalog.pg_locks WHERE ${isThisLock} AND granted AND pid = pg_backend_pid()`
  return {
    // To look for it among all locks takes a hundred times as long as to take it once more, for this transaction: which the
    // session that has it always may, and no session while another one has it.
    question: {
      sql: 'SELECT 1 AS held WHERE pg_backend_pid() = ?::int4 AND pg_try_advisory_xact_lock(?::int4, ?::int4)',
      parameters: [pid, ...key],
    },
    async verify() {
      try {
        return (await connection.query(held, key, { repeated: true })).length > 0
      } catch (error) {
        // A transaction that has failed answers nothing, but the session, and with it the lock, is there.
        return typeof error === 'object' && error !== null && 'code' in error && error.code === '25P02'
      }
    },
    async release() {
      try {
        await connection.query('SELECT pg_advisory_unlock(?::int4, ?::int4)', key)
      } catch {
        // The connection is gone, and the lock with it.
      }
    },
  }
}

function describeHolder(row: { readonly [column: string]: unknown }): string {
  const text = (key: string) => (typeof row[key] === 'string' && row[key] !== '' ? row[key] : null)
  const [application, user, host, since] = [text('application_name'), text('usename'), text('host'), text('since')]
  return [
    `pid ${Number(row['pid'])}`,
    application === null ? '' : ` (${application})`,
    user === null ? '' : ` of user ${user}`,
    host === null ? '' : ` on host ${host}`,
    since === null ? '' : `, since ${since} UTC`,
  ].join('')
}

function concurrentIndexes(op: Operation): readonly Index[] {
  if (op.kind === 'alterTable') return op.changes.flatMap((change) => concurrentIndexes(change))
  return op.kind === 'createIndex' && op.concurrently ? [op.index] : []
}

async function isInvalid(index: TableRef, connection: Connection): Promise<boolean> {
  const rows = await connection.query(
    `SELECT 1 AS invalid FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = ? AND n.nspname = COALESCE(?::text, current_schema()) AND NOT i.indisvalid`,
    [index.name, index.namespace],
  )
  return rows.length > 0
}

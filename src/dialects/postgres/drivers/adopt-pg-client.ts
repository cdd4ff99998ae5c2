import type { Client, QueryConfig } from 'pg'
import { LimbeckError } from '../../../errors/index.ts'
import { describeGiven } from '../../index.ts'
import { type PgClient, PostgresConnection, loadPg } from './pg.ts'
import { valueParsers } from './value-parsers.ts'

/** Settings of a session that introspection or a run changes, with the value that introspection needs. */
const settings = [
  ['DateStyle', 'ISO'],
  ['IntervalStyle', 'postgres'],
  ['idle_in_transaction_session_timeout', null],
  ['idle_session_timeout', null],
] as const

/**
 * A line over a client that the caller has connected. Closing it puts the session's settings back and leaves it connected.
 * A statement that runs cannot be cancelled from here: an interrupted run ends when the statement does.
 *
 * @throws LimbeckError LB4004 while it has a transaction, or when it is no connected client of `pg`, or its connection is gone
 */
export async function adoptPgClient(client: object): Promise<PostgresConnection> {
  if (!isClient(client) || client.getTransactionStatus() === null) {
    throw new LimbeckError('LB4004', 'The given connection is no connected client of pg.', {
      hints: ['Connect it first: `await client.connect()`; of a pool give one client: `await pool.connect()`.'],
    })
  }
  if (client.getTransactionStatus() !== 'I') {
    throw new LimbeckError('LB4004', 'The given connection has an open transaction.', {
      hints: ['Commit it or roll it back first: limbeck commits each revision by itself.'],
    })
  }
  const names = settings.map(([name]) => `current_setting('${name}', true) AS "${name}"`)
  const { rows } = await client
    .query<{ readonly [name: string]: string | null }>(
      `SELECT current_setting('server_version') AS version, ${names.join(', ')}`,
    )
    .catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new LimbeckError('LB4004', `The given connection cannot be used: ${reason}`, {
        hints: ['Give a client that is connected and has not been ended.'],
        cause,
      })
    })
  const before = rows[0] ?? {}
  const version = before['version']?.split(' ')[0] ?? ''
  for (const [name, needed] of settings) {
    if (needed !== null && before[name]?.startsWith(needed) === false) await set(client, name, needed)
  }
  const restore = async () => {
    if (client.getTransactionStatus() !== 'I') await client.query('ROLLBACK')
    for (const [name] of settings) {
      const value = before[name]
      if (value !== undefined && value !== null) await set(client, name, value)
    }
  }
  const noCancel = () => Promise.resolve()
  return new PostgresConnection(await lend(client, restore), describeGiven(client).url, version, noCancel, false)
}

async function set(client: Client, name: string, value: string): Promise<void> {
  await client.query('SELECT set_config($1, $2, false)', [name, value])
}

/** The client with the value parsers of limbeck for its queries only, and with an end that gives it back. */
async function lend(client: Client, restore: () => Promise<void>): Promise<PgClient> {
  const types = valueParsers((await loadPg()).types)
  const listeners: ((error: Error) => void)[] = []
  const query = (first: unknown, values?: unknown[]): unknown => {
    if (typeof first === 'string')
      return client.query({ text: first, types, ...(values === undefined ? {} : { values }) })
    // A stream of rows (COPY) brings its own way of reading; the rest are configurations of a query.
    const isStream = typeof (first as { submit?: unknown }).submit === 'function'
    return client.query(isStream ? (first as QueryConfig) : { ...(first as QueryConfig), types })
  }
  return {
    // pg types query by many overloads; what a line calls of them are these three.
    query: query as Client['query'],
    getTransactionStatus: () => client.getTransactionStatus(),
    on: ((name: 'error', listener: (error: Error) => void) => {
      listeners.push(listener)
      return client.on(name, listener)
      // As above: a line listens to errors and nothing else.
    }) as Client['on'],
    end: async () => {
      for (const listener of listeners) client.removeListener('error', listener)
      await restore()
    },
  }
}

function isClient(client: object): client is Client {
  return 'query' in client && 'getTransactionStatus' in client
}

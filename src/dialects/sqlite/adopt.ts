import type { DatabaseSync } from 'node:sqlite'
import { LimbeckError } from '../../errors/index.ts'
import { SqliteConnection } from './connection.ts'

/** Settings of a session that a run changes. */
const pragmas = ['foreign_keys', 'legacy_alter_table'] as const

/**
 * A line over a database that the caller has open. Closing it puts the settings back and leaves the database open.
 *
 * @throws LimbeckError LB4004 while it has a transaction, or when it is no open `DatabaseSync`
 */
export function adopt(client: object): Promise<SqliteConnection> {
  try {
    return Promise.resolve(adoptNow(client))
  } catch (error) {
    return Promise.reject(error)
  }
}

function adoptNow(client: object): SqliteConnection {
  if (!isDatabase(client) || !client.isOpen) {
    throw new LimbeckError('LB4004', 'The given connection is no open DatabaseSync.', {
      hints: ["Give one that is open: `new DatabaseSync('./dev.db')`."],
    })
  }
  if (client.isTransaction) {
    throw new LimbeckError('LB4004', 'The given connection has an open transaction.', {
      hints: ['Commit it or roll it back first: limbeck commits each revision by itself.'],
    })
  }
  const before = pragmas.map((name) => [name, Number(client.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0)] as const)
  const file = client.location()
  const inMemory = file === null || file === ''
  const url = inMemory ? { file: ':memory:', display: 'sqlite://' } : { file, display: `sqlite:///${file}` }
  const close = () => {
    if (client.isTransaction) client.exec('ROLLBACK')
    for (const [name, value] of before) client.exec(`PRAGMA ${name} = ${value}`)
  }
  return new SqliteConnection(url, { create: false, connectTimeoutMs: 0 }, { database: client, close })
}

function isDatabase(client: object): client is DatabaseSync {
  return 'isTransaction' in client && 'location' in client && 'prepare' in client
}

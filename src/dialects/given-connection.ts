import { LimbeckError } from '../errors/index.ts'
import type { DialectName } from './dialect-name.ts'

/** A `DatabaseSync` of `node:sqlite`, as far as limbeck needs to know it. */
interface SqliteClient {
  readonly isTransaction: boolean
  exec(sql: string): void
  location(): string | null
}

/** A `Client` of `pg`, or one that a `Pool` gave out. */
interface PostgresClient {
  readonly host?: string
  readonly port: number
  readonly database?: string | undefined
  readonly user?: string | undefined
  readonly query: unknown
  readonly connection: unknown
}

/** A client that the caller has open: a `pg` `Client` or `PoolClient`, or a `DatabaseSync` of `node:sqlite`. */
export type GivenConnection = SqliteClient | PostgresClient

/**
 * What database a given client is connected to.
 *
 * @returns its URL without a password
 * @throws LimbeckError LB4004 for something that is no such client
 */
export function describeGiven(client: unknown): { readonly dialect: DialectName; readonly url: string } {
  if (isSqliteClient(client)) {
    const file = client.location()
    return { dialect: 'sqlite', url: file === null || file === '' ? 'sqlite://' : `sqlite:///${file}` }
  }
  if (isPostgresClient(client)) return { dialect: 'postgresql', url: postgresUrl(client) }
  throw new LimbeckError(
    'LB4004',
    `The given connection is not one that limbeck knows${isPool(client) ? ': it is a pool' : ''}.`,
    {
      hints: isPool(client)
        ? ['Give one client of it, `await pool.connect()`, and release that afterwards; or leave `connection` out.']
        : ['Give a connected `Client` of the package pg, or a `DatabaseSync` of node:sqlite.'],
    },
  )
}

function isSqliteClient(client: unknown): client is SqliteClient {
  return has(client, 'exec', 'prepare', 'location')
}

function isPostgresClient(client: unknown): client is PostgresClient {
  return has(client, 'query', 'getTransactionStatus') && 'connection' in client && !isPool(client)
}

function isPool(client: unknown): boolean {
  return has(client, 'connect', 'query') && 'totalCount' in client
}

function has(client: unknown, ...methods: readonly string[]): client is { readonly [name: string]: unknown } {
  if (typeof client !== 'object' || client === null) return false
  // Read only to ask what it is.
  const record = client as { readonly [name: string]: unknown }
  return methods.every((method) => typeof record[method] === 'function')
}

function postgresUrl({ host = 'localhost', port, user, database }: PostgresClient): string {
  const encode = encodeURIComponent
  const who = user === undefined ? '' : `${encode(user)}@`
  // The folder of a socket cannot stand where a host's name does.
  const [place, query] = host.startsWith('/') ? [`:${port}`, `?host=${encode(host)}`] : [`${host}:${port}`, '']
  return `postgresql://${who}${place}/${encode(database ?? user ?? '')}${query}`
}

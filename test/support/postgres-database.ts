import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { Client } from 'pg'

export interface PostgresAddress {
  /** URL of a superuser on the database `postgres`. */
  readonly url: string
  /** The folder of the server's Unix socket, where it is on this machine and known. */
  readonly socketDirectory: string | null
}

export interface ScratchDatabase extends AsyncDisposable {
  readonly url: string
  readonly name: string
}

let asked: Promise<PostgresAddress> | null = null

/** The server of this test run; starts it when nobody has asked before. */
export function postgresServer(): Promise<PostgresAddress> {
  asked ??= askAtTheDoor()
  return asked
}

async function askAtTheDoor(): Promise<PostgresAddress> {
  const given = process.env['LIMBECK_TEST_POSTGRES_URL']
  if (given !== undefined && given !== '') return { url: given, socketDirectory: null }
  const port = Number(process.env['LIMBECK_TEST_POSTGRES_DOOR'])
  if (!(port > 0)) throw new Error('No PostgreSQL: vitest must run with test/support/postgres-global-setup.ts.')
  const answer: unknown = JSON.parse(await text(connect(port, '127.0.0.1')))
  if (isAddress(answer)) return answer
  throw new Error(`No PostgreSQL: ${JSON.stringify(answer)}`)
}

function isAddress(answer: unknown): answer is PostgresAddress {
  return typeof answer === 'object' && answer !== null && 'url' in answer
}

/** An empty database of one test, dropped with whoever is still connected when the test ends. */
export async function createScratchDatabase(label = 'test'): Promise<ScratchDatabase> {
  const server = await postgresServer()
  const readable = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 40)
  const name = `limbeck_${readable}_${randomBytes(5).toString('hex')}`
  await onServer(server.url, `CREATE DATABASE ${name} TEMPLATE template0`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return {
    url: url.href,
    name,
    [Symbol.asyncDispose]: async () => {
      // FORCE is PostgreSQL 13's; before it the other connections are ended one by one.
      await onServer(
        server.url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
        `DROP DATABASE IF EXISTS ${name}`,
      )
    },
  }
}

async function onServer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

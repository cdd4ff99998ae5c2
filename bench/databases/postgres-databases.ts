import { Client } from 'pg'
import { type PostgresServer, startPostgresServer } from '../../test/support/postgres-server.ts'
import type { BenchRow, Databases } from './databases.ts'

/** Databases on a server of our own, which starts with the first use. Names are ours: letters, digits and `_`. */
export function postgresDatabases(): Databases {
  let server: PostgresServer | null = null
  const urlOf = (database: string): string => {
    if (server === null) throw new Error('No database was made on the server yet.')
    const url = new URL(server.url)
    url.pathname = `/${database}`
    return url.href
  }
  const run = async (database: string, sql: string, parameters: readonly string[] = []) => {
    const client = new Client({ connectionString: urlOf(database) })
    await client.connect()
    try {
      return (await client.query<BenchRow>(sql, [...parameters])).rows
    } finally {
      await client.end()
    }
  }
  const make = async (database: string, options: string) => {
    server ??= await startPostgresServer()
    await run('postgres', `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
    await run('postgres', `CREATE DATABASE "${database}" ${options}`)
  }
  return {
    name: 'PostgreSQL',
    lasting: false,
    url: urlOf,
    create: (database) => make(database, ''),
    restore: (database, template) => make(database, `TEMPLATE "${template}"`),
    script: (database, file) => ({
      command: 'psql',
      args: ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-f', file, urlOf(database)],
    }),
    query: run,
    execute: async (database, sql) => {
      await run(database, sql)
    },
    stop: async () => {
      await server?.stop()
    },
  }
}

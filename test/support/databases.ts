import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { createScratchDatabase } from './postgres-database.ts'

/** An empty database of one test, with a way to look into it that owes nothing to limbeck. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string
  query(sql: string): Promise<readonly { readonly [column: string]: unknown }[]>
  /** Runs statements as the database's own command line does. */
  script(sql: string): Promise<void>
}

/** One entry per kind of database; tests that hold for all of them run on each. */
export const databaseKinds: readonly { readonly kind: 'sqlite' | 'postgresql'; create(): Promise<TestDatabase> }[] = [
  { kind: 'sqlite', create: () => Promise.resolve(createSqliteDatabase()) },
  { kind: 'postgresql', create: createPostgresDatabase },
]

export function createSqliteDatabase(): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-sqlite-'))
  const file = join(folder, 'test.db')
  return {
    url: `sqlite:///${file}`,
    // Asynchronous, so that an error is a rejection as it is on a server.
    // oxlint-disable-next-line require-await
    query: async (sql) => {
      const database = new DatabaseSync(file)
      try {
        return database
          .prepare(sql)
          .all()
          .map((row) => ({ ...row }))
      } finally {
        database.close()
      }
    },
    // oxlint-disable-next-line require-await
    script: async (sql) => {
      const database = new DatabaseSync(file)
      try {
        database.exec(`PRAGMA synchronous = OFF;\n${sql}`)
      } finally {
        database.close()
      }
    },
    [Symbol.asyncDispose]: () => {
      rmSync(folder, { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}

export async function createPostgresDatabase(): Promise<TestDatabase> {
  const database = await createScratchDatabase('jobs')
  return {
    url: database.url,
    query: async (sql) => {
      const client = new Client({ connectionString: database.url })
      await client.connect()
      try {
        const result = await client.query<{ [column: string]: unknown }>(sql)
        return result.rows
      } finally {
        await client.end()
      }
    },
    script: async (sql) => {
      const client = new Client({ connectionString: database.url })
      await client.connect()
      try {
        await client.query(sql)
      } finally {
        await client.end()
      }
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

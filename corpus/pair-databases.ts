import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { pgDump } from '../test/support/postgres-dump.ts'
import type { CorpusDialect, PairCase } from './cases.ts'
import { observeSqlite } from './observe-sqlite.ts'

/** A database that holds one side of a pair. */
export interface PairDatabase extends AsyncDisposable {
  readonly url: string
  /** What it is, in an observer's words, limbeck's own tables left out; null where there is no observer. */
  dump(): Promise<string | null>
}

/** Makes a database from a schema as its author wrote it. Rejects with what the database says about the text. */
export type MakeDatabase = (pair: PairCase, schema: string) => Promise<PairDatabase>

export function databasesOf(dialect: CorpusDialect, postgresUrl: string): MakeDatabase {
  return dialect === 'sqlite' ? makeSqlite : (pair, schema) => makePostgres(postgresUrl, pair, schema)
}

function makeSqlite(_: PairCase, schema: string): Promise<PairDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-corpus-'))
  const file = join(folder, 'pair.db')
  const discard = () => rmSync(folder, { recursive: true, force: true })
  const database = new DatabaseSync(file)
  try {
    database.exec(schema)
  } catch (error) {
    discard()
    return Promise.reject(error instanceof Error ? error : new Error(String(error)))
  } finally {
    database.close()
  }
  return Promise.resolve({
    url: `sqlite:///${file}`,
    dump: () => Promise.resolve(observeSqlite(file)),
    [Symbol.asyncDispose]: () => Promise.resolve(discard()),
  })
}

let count = 0

async function makePostgres(serverUrl: string, pair: PairCase, schema: string): Promise<PairDatabase> {
  count += 1
  const name = `corpus_${process.pid}_${count}`
  await onClient(serverUrl, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0`)
    for (const role of pair.roles) {
      await client.query(
        `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role}; END IF; END $$`,
      )
    }
  })
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const drop = () =>
    onClient(serverUrl, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)))
  try {
    await onClient(url.href, async (client) => {
      if (pair.withoutPublic) await client.query('DROP SCHEMA public')
      if (schema.trim() !== '') await client.query(schema)
    })
  } catch (error) {
    await drop()
    throw error
  }
  return {
    url: url.href,
    dump: async () => {
      const text = await pgDump(url.href)
      return text === null ? null : sortedStatements(text)
    },
    [Symbol.asyncDispose]: drop,
  }
}

/** Lines in one order: places of columns and the order of statements tell nothing. */
function sortedStatements(dump: string): string {
  return dump
    .split(/;\n\n/)
    .filter((statement) => !statement.includes('limbeck_'))
    .flatMap((statement) => statement.split('\n'))
    .map((line) => line.trim().replace(/[,;]$/, ''))
    .filter((line) => line !== '')
    .sort()
    .join('\n')
}

async function onClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

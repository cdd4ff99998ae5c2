import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { splitStatements } from '../src/sql/index.ts'
import { pgDump } from '../test/support/postgres-dump.ts'
import type { CorpusCase, CorpusDialect } from './cases.ts'
import { observeSqlite } from './observe-sqlite.ts'

/** A database that holds a schema as its author wrote it. */
export interface PairDatabase extends AsyncDisposable {
  readonly url: string
  /** What it is, in an observer's words, limbeck's own tables left out; null where there is no observer. */
  dump(): Promise<string | null>
  /** The same, and where the columns stand. */
  dumpInOrder(): Promise<string | null>
}

/** Makes a database from a schema as its author wrote it. Rejects with what the database says about the text. */
export type MakeDatabase = (needs: CorpusCase, schema: string) => Promise<PairDatabase>

export function databasesOf(dialect: CorpusDialect, postgresUrl: string): MakeDatabase {
  return dialect === 'sqlite' ? makeSqlite : (needs, schema) => makePostgres(postgresUrl, needs, schema)
}

function makeSqlite(_: CorpusCase, schema: string): Promise<PairDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-corpus-'))
  const file = join(folder, 'pair.db')
  const discard = () => rmSync(folder, { recursive: true, force: true })
  // As the program `sqlite3` reads it: what names no column in double quotes is a string.
  const database = new DatabaseSync(file, { enableDoubleQuotedStringLiterals: true })
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
    dumpInOrder: () => Promise.resolve(`${observeSqlite(file)}\n${columnsInOrder(file)}`),
    [Symbol.asyncDispose]: () => Promise.resolve(discard()),
  })
}

function columnsInOrder(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database
      .prepare(
        `SELECT t.name AS name, group_concat(c.name) AS columns FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
          AND t.name NOT LIKE 'limbeck!_%' ESCAPE '!' GROUP BY t.name ORDER BY t.name`,
      )
      .all()
      .map((row) => `${String(row['name'])} in order ${String(row['columns'])}`)
      .join('\n')
  } finally {
    database.close()
  }
}

let count = 0

async function makePostgres(serverUrl: string, needs: CorpusCase, schema: string): Promise<PairDatabase> {
  count += 1
  const name = `corpus_${process.pid}_${count}`
  await onClient(serverUrl, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0`)
    for (const role of needs.roles) {
      const literal = client.escapeLiteral(role)
      await client.query(
        `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal}) THEN CREATE ROLE ${client.escapeIdentifier(role)}; END IF; END $$`,
      )
    }
  })
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const drop = () =>
    onClient(serverUrl, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)))
  try {
    await onClient(url.href, async (client) => {
      if (needs.withoutPublic) await client.query('DROP SCHEMA public')
      if (schema.trim() !== '') await load(client, schema)
    })
  } catch (error) {
    await drop()
    throw error
  }
  const statements = async () => statementsOf(await pgDump(url.href))
  return {
    url: url.href,
    dump: async () => sortedLines(await statements()),
    dumpInOrder: async () => (await statements())?.toSorted().join('\n') ?? null,
    [Symbol.asyncDispose]: drop,
  }
}

/** One transaction is quicker, but for what the server does in none. */
async function load(client: Client, schema: string): Promise<void> {
  if (!/\bconcurrently\b/i.test(schema)) await client.query(schema)
  else for (const statement of splitStatements(schema)) await client.query(statement)
}

/** Without limbeck's own tables, and without the settings that a dump makes for itself. */
function statementsOf(dump: string | null): readonly string[] | undefined {
  return dump
    ?.split(/;\n\n/)
    .filter((one) => !one.includes('limbeck_'))
    .map((one) =>
      one
        .replace(/^SET default_\w+ = .*\n*/gm, '')
        .trim()
        .replace(/\n\s*\n/g, '\n'),
    )
    .filter((one) => one !== '')
}

/** Lines in one order: that of statements, of storage parameters and of columns in a table tells nothing. */
function sortedLines(statements: readonly string[] | undefined): string | null {
  if (statements === undefined) return null
  return statements
    .flatMap((statement) =>
      /^CREATE (?:UNLOGGED )?TABLE /.test(statement) ? tableOnOneLine(statement) : statement.split('\n'),
    )
    .map((line) => line.trim().replace(/[,;]$/, ''))
    .map((line) => line.replace(/(?<= WITH \()[^()]+(?=\))/, (list) => list.split(', ').sort().join(', ')))
    .filter((line) => line !== '')
    .sort()
    .join('\n')
}

/** The head, the members in one order, and the tail, so that a column that stands in another table is seen. */
function tableOnOneLine(statement: string): string {
  const lines = statement.split('\n').map((line) => line.trim().replace(/[,;]$/, ''))
  const [head = '', ...rest] = lines
  const end = rest.findLastIndex((line) => line.startsWith(')'))
  return [head, rest.slice(0, end).sort().join(', '), ...rest.slice(end)].join(' ')
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

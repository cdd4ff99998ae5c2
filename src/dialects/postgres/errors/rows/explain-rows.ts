import type { LimbeckError } from '../../../../errors/index.ts'
import type { Operation } from '../../../../operations/index.ts'
import {
  type Catalog,
  type TableRef,
  createCatalog,
  defaultNamingConvention,
  displayTable,
} from '../../../../schema/index.ts'
import type { Connection } from '../../../index.ts'
import { introspect } from '../../introspect/introspect.ts'
import { quoteName, quoteQualified } from '../../quote-name.ts'
import { findSuspects, readFailure } from './find-suspects.ts'
import type { Suspects } from './suspects.ts'

const mostSamples = 5
/** Longer than this nobody waits for a hint. */
const timeoutMs = 15_000

/**
 * How many rows made an operation fail and which, by the values of their primary key. Runs in a read-only transaction
 * with a time limit; what cannot be told is left out.
 *
 * @returns one sentence for each kind of row that is in the way, such as "3 rows of table 'users' have NULL in 'email':
 * id 3, 17, 42."
 */
export async function explainRows(
  error: LimbeckError,
  op: Operation | null,
  connection: Connection,
): Promise<readonly string[]> {
  const failure = readFailure(error.details)
  if (failure === null || op === null || connection.inTransaction) return []
  try {
    await connection.executeScript(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${timeoutMs}`)
    try {
      const catalog = op.kind === 'dropEnumValue' ? await wholeCatalog(connection) : createCatalog([])
      const suspects = findSuspects(failure, op, catalog, Number.parseInt(connection.serverVersion, 10))
      const sentences: string[] = []
      for (const one of suspects) sentences.push(...(await describeSuspects(one, connection)))
      return sentences
    } finally {
      await connection.rollback()
    }
  } catch {
    // The failure itself is told already; hints about it must not hide it behind another one.
    return []
  }
}

async function wholeCatalog(connection: Connection): Promise<Catalog> {
  return await introspect(connection, {
    tables: null,
    namespaces: 'all',
    exclude: [],
    namingConvention: defaultNamingConvention,
  })
}

async function describeSuspects(suspects: Suspects, connection: Connection): Promise<readonly string[]> {
  const { table, condition, words } = suspects
  const name = quoteQualified(table.namespace, table.name)
  // The condition may hold question marks of the user's own (JSON operators), so it is no text with placeholders.
  const from = `FROM ${name} t WHERE ${condition}`.replaceAll('?', '??')
  const key = await primaryKeyOf(table, connection)
  const columns = key.length === 0 ? ['t.ctid'] : key.map((column) => `t.${quoteName(column)}`)
  const [counted] = await connection.query(`SELECT count(*) AS n ${from}`)
  const count = Number(counted?.['n'] ?? 0)
  if (count === 0) return []
  const rows = await connection.query(
    `SELECT ARRAY[${columns.map((column) => `${column}::text`).join(', ')}] AS key ${from}
      ORDER BY ${columns.join(', ')} LIMIT ${mostSamples}`,
  )
  const samples = rows.map((row) => (Array.isArray(row['key']) ? row['key'].map(String) : []))
  const many = count === 1 ? '1 row' : `${count} rows`
  const more = count > samples.length ? ', …' : ''
  const verbs = count === 1 ? words.replace(/^(?:have|hold|break|repeat|point)\b/, singular) : words
  return [`${many} of table '${displayTable(table)}' ${verbs}: ${describeKeys(key, samples)}${more}.`]
}

function singular(verb: string): string {
  return verb === 'have' ? 'has' : `${verb}s`
}

function describeKeys(key: readonly string[], samples: readonly (readonly string[])[]): string {
  if (key.length === 0) return `ctid ${samples.map((values) => values.join('')).join(', ')}`
  if (key.length === 1) return `${key[0]} ${samples.map((values) => values[0]).join(', ')}`
  return `(${key.join(', ')}) ${samples.map((values) => `(${values.join(', ')})`).join(', ')}`
}

async function primaryKeyOf(table: TableRef, connection: Connection): Promise<readonly string[]> {
  const rows = await connection.query(
    `SELECT a.attname AS name FROM pg_catalog.pg_index i
      CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
    WHERE i.indrelid = ?::regclass AND i.indisprimary AND k.position <= i.indnkeyatts ORDER BY k.position`,
    [quoteQualified(table.namespace, table.name)],
  )
  return rows.map((row) => String(row['name']))
}

import type { Driver } from '../index.ts'
import { adoptPgClient } from './drivers/adopt-pg-client.ts'
import { connectWithPg } from './drivers/pg.ts'
import { quoteQualified } from './quote-name.ts'

/** PostgreSQL, over the package `pg` of the project. */
export const postgresDriver: Driver = {
  name: 'postgresql',
  connect: connectWithPg,
  adopt: adoptPgClient,
  qualified: quoteQualified,

  async hasTable(connection, table) {
    const rows = await connection.query(
      `SELECT 1 AS found FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relname = ? AND n.nspname = COALESCE(?::text, current_schema()) AND c.relkind IN ('r', 'p')`,
      [table.name, table.namespace],
    )
    return rows.length > 0
  },

  /** @see https://www.postgresql.org/docs/12/functions-binarystring.html sha256, of the bytes as the database encodes them */
  fingerprint: ({ line, source, order }) =>
    `(SELECT encode(sha256(convert_to(string_agg(${line}, chr(10) ORDER BY ${order}), getdatabaseencoding())), 'hex') FROM ${source})`,

  explain: async (error, statement) => (await import('./errors/explain-error.ts')).explainError(error, statement),
}

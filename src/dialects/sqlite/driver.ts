import type { Driver } from '../index.ts'
import { adopt } from './adopt.ts'
import { connect } from './connection.ts'
import { qualified } from './names.ts'

/** SQLite, over the driver that is built into Node. */
export const sqliteDriver: Driver = {
  name: 'sqlite',
  connect,
  adopt,
  qualified,

  async hasTable(connection, table) {
    if (table.namespace !== null) return false
    const rows = await connection.query(
      `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE`,
      [table.name],
    )
    return rows.length > 0
  },

  // The lines themselves: SQLite has no hash of texts.
  fingerprint: ({ line, source, order }) =>
    `(SELECT group_concat(line, char(10)) FROM (SELECT ${line} AS line FROM ${source} ORDER BY ${order}))`,

  explain: async (error, statement) => (await import('./explain-error.ts')).explainError(error, statement),
}

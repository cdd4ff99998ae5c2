import { LimbeckError } from '../errors/index.ts'
import type { OperationConnection } from '../operations/index.ts'
import type { ScriptWriter } from './script-writer.ts'

/** What a hook writes in a script stands there as SQL; rows it cannot have. */
export function scriptConnection(writer: ScriptWriter): OperationConnection {
  const textOf = (sql: Parameters<OperationConnection['execute']>[0]) => (typeof sql === 'string' ? sql : sql.sql)
  return {
    query: (sql) =>
      Promise.reject(
        new LimbeckError('LB6005', 'It asks the database for rows, which a script (--sql) cannot give', {
          hints: ['Ask `isOffline` in the hook and write plain SQL there (`INSERT … SELECT`, `UPDATE … FROM`).'],
          details: { query: textOf(sql) },
        }),
      ),
    execute: (sql, parameters = []) => {
      writer.sql(textOf(sql), parameters)
      return Promise.resolve(0)
    },
  }
}

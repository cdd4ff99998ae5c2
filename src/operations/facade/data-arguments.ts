import { isSqlExpression } from '../../models/index.ts'
import type { BulkInsert, ExecuteSql, Operation } from '../data.ts'
import { inWords, textArgument, wrongArgument } from './arguments.ts'

/** SQL, rows and ready-made operations from the arguments of a call. */

export function executeFrom(call: string, sql: unknown, parameters: unknown): ExecuteSql {
  const text = isSqlExpression(sql) ? sql.sql : sql
  const given = parameters ?? []
  if (!Array.isArray(given)) {
    throw wrongArgument(call, `The parameters must be a list, not ${inWords(parameters)}.`, [
      'Write `?` in the SQL for each, and the values as a list.',
    ])
  }
  return { kind: 'execute', sql: textArgument(call, 'The SQL', text), parameters: [...(given as readonly unknown[])] }
}

export function bulkInsertFrom(call: string, namespace: string | null, table: string, rows: unknown): BulkInsert {
  if (!Array.isArray(rows)) throw wrongArgument(call, `The rows must be a list of objects, not ${inWords(rows)}.`)
  const wrong = rows.findIndex((row: unknown) => typeof row !== 'object' || row === null || Array.isArray(row))
  if (wrong >= 0) {
    throw wrongArgument(call, `Row ${wrong + 1} must be an object, not ${inWords(rows[wrong])}.`, [
      "Write rows as objects by column: `[{ id: 1, name: 'admin' }]`.",
    ])
  }
  // Every row was found to be an object.
  return { kind: 'bulkInsert', namespace, table, rows: [...(rows as BulkInsert['rows'])] }
}

/** An operation given as data. Its kind is checked, its fields are its author's. */
export function operationFrom(call: string, operation: unknown, kinds: readonly string[]): Operation {
  const kind = typeof operation === 'object' && operation !== null && 'kind' in operation ? operation.kind : undefined
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    throw wrongArgument(call, `This is no operation: its kind is ${inWords(kind)}.`, [
      `Kinds are ${kinds.map((one) => `\`${one}\``).join(', ')}.`,
    ])
  }
  // The kind names the type; the rest is typed where the file is compiled.
  return operation as Operation
}

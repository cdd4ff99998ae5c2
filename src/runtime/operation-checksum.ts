import { hash } from 'node:crypto'
import type { Operation } from '../operations/index.ts'

/** Tells whether a run does at some position what an earlier run did there. Of bulk rows only number, first and last count. */
export function operationChecksum(operation: Operation): string {
  return checksumOfText(operationText(operation))
}

/** What the checksum is made of: few operations are ever recorded, and until then what they hold may change. */
export function operationText(operation: Operation): string {
  const counted =
    operation.kind === 'bulkInsert'
      ? { ...operation, rows: [operation.rows.length, operation.rows[0] ?? null, operation.rows.at(-1) ?? null] }
      : operation
  try {
    return JSON.stringify(counted)
  } catch {
    return JSON.stringify(counted, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  }
}

export function checksumOfText(text: string): string {
  return hash('sha256', text)
}

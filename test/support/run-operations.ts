import type { Connection } from '../../src/dialects/index.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { wholeScope } from './postgres-connection.ts'

/** Runs operations as a run does, without its transaction; the statements. Errors are explained. */
export async function runOperations(
  connection: Connection,
  operations: readonly Operation[],
): Promise<readonly string[]> {
  const capabilities = postgres.capabilitiesOf(connection.serverVersion)
  const sent: string[] = []
  for (const op of operations) {
    const needs = postgres.readsBefore(op, capabilities)
    const before = await postgres.introspect(connection, {
      ...wholeScope,
      tables: needs === 'everything' ? null : needs,
    })
    for (const statement of postgres.emit(op, { before, capabilities })) {
      sent.push(statement.sql)
      try {
        await connection.execute(statement.sql, statement.parameters ?? [])
      } catch (error) {
        throw postgres.explainError(error, statement)
      }
    }
  }
  return sent
}

import type { Capabilities } from '../index.ts'

/** The yes/no facts of a PostgreSQL server, 12 to 18. */
export function postgresCapabilities(serverVersion: string): Capabilities {
  const major = Number.parseInt(serverVersion, 10)
  return {
    transactionalDdl: true,
    namespaces: true,
    enumTypes: true,
    comments: true,
    concurrentIndexes: true,
    multipleAlterClauses: true,
    dropColumn: true,
    alterNotNullAndCheck: true,
    alterConstraints: true,
    nullsNotDistinct: major >= 15,
    virtualGeneratedColumns: major >= 18,
    randomUuid: major >= 13,
    setGeneratedExpression: major >= 17,
  }
}

import type { Capabilities } from '../index.ts'

/** What only the emitters of this dialect ask. */
export interface PostgresCapabilities extends Capabilities {
  /** `gen_random_uuid()` without an extension (13). */
  readonly randomUuid: boolean
  /** ALTER COLUMN … DROP EXPRESSION (13). */
  readonly dropGeneratedExpression: boolean
  /** ALTER COLUMN … SET EXPRESSION (17). */
  readonly setGeneratedExpression: boolean
  /** A range type comes with a multirange type (14). */
  readonly multiranges: boolean
}

/** The capabilities that an emitter is handed are those that {@link postgresCapabilities} made for the server. */
export function ownCapabilities(capabilities: Capabilities): PostgresCapabilities {
  return {
    randomUuid: true,
    dropGeneratedExpression: true,
    setGeneratedExpression: true,
    multiranges: true,
    ...capabilities,
  }
}

/** The yes/no facts of a PostgreSQL server, 12 to 18. */
export function postgresCapabilities(serverVersion: string): PostgresCapabilities {
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
    dropGeneratedExpression: major >= 13,
    setGeneratedExpression: major >= 17,
    multiranges: major >= 14,
  }
}

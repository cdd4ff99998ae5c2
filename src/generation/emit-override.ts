import type { Dialect } from '../dialects/index.ts'
import { isSqlExpression } from '../models/index.ts'
import type { CustomSql, Operation, OperationKind, OperationOf } from '../operations/index.ts'
import { type Statement, statement } from '../sql/index.ts'
import { hookFailure } from './hook-failure.ts'

export interface EmitOverrideContext {
  /** `sqlite`, `postgresql`, … */
  readonly dialect: string
  /** What limbeck would run, in order. */
  readonly statements: readonly Statement[]
}

/**
 * The project's own SQL for operations that limbeck has, by kind. Statements instead of limbeck's; nothing: limbeck's. Asked
 * for what a revision calls, not for the single changes of an `alterTable`.
 */
export type EmitOverrides = {
  readonly [Kind in OperationKind]?: (
    operation: OperationOf<Kind>,
    context: EmitOverrideContext,
  ) => readonly (CustomSql | Statement)[] | undefined | void
}

/** The dialect with a project's own SQL. */
export function overrideEmit(dialect: Dialect, overrides: EmitOverrides): Dialect {
  if (Object.keys(overrides).length === 0) return dialect
  return {
    ...dialect,
    emit(operation, context) {
      const statements = dialect.emit(operation, context)
      // The function under a kind takes operations of that kind; the compiler cannot follow the kind through the table.
      const own = overrides[operation.kind] as
        | ((operation: Operation, context: EmitOverrideContext) => readonly (CustomSql | Statement)[] | undefined)
        | undefined
      if (own === undefined) return statements
      try {
        return own(operation, { dialect: dialect.name, statements })?.map(toStatement) ?? statements
      } catch (cause) {
        throw hookFailure(`\`emit.${operation.kind}\``, cause)
      }
    },
  }
}

function toStatement(given: CustomSql | Statement): Statement {
  if (typeof given === 'string') return statement(given)
  if (isSqlExpression(given)) return statement(given.sql)
  if ('alter' in given) return given
  const { sql, parameters = [], transaction = 'inside' } = given
  return statement(typeof sql === 'string' ? sql : sql.sql, {
    parameters: parameters.length === 0 ? null : parameters,
    transaction,
  })
}

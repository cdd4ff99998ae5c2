import { LimbeckError } from '../../errors/index.ts'
import { isSqlExpression } from '../../models/index.ts'
import { type Grammar, type Statement, statement } from '../../sql/index.ts'
import type { CustomOperation } from '../data.ts'
import { type CustomSql, definitionOfCustom } from './custom-operation.ts'

/**
 * The SQL of a custom operation for a database.
 *
 * @throws LimbeckError LB5012 when it has none
 */
export function emitCustom(operation: CustomOperation, dialect: string, grammar: Grammar): readonly Statement[] {
  const emit = definitionOfCustom(operation)?.emit
  const own = typeof emit === 'function' ? emit : (emit?.[dialect] ?? emit?.['default'])
  if (own === undefined) throw noSql(operation, dialect)
  const given = own(operation.parameters, {
    dialect,
    quote: (name) => grammar.quote(name),
    table: (name, schema = null) => grammar.qualified(schema, name),
    literal: (value) => grammar.literal(value),
  })
  if (given === null) return []
  return (isList(given) ? given : [given]).map(toStatement)
}

function isList(given: CustomSql | readonly CustomSql[]): given is readonly CustomSql[] {
  return Array.isArray(given)
}

function toStatement(given: CustomSql): Statement {
  if (typeof given === 'string') return statement(given)
  if (isSqlExpression(given)) return statement(given.sql)
  const { sql, parameters = [], transaction = 'inside' } = given
  return statement(typeof sql === 'string' ? sql : sql.sql, {
    parameters: parameters.length === 0 ? null : parameters,
    transaction,
  })
}

function noSql(operation: CustomOperation, dialect: string): LimbeckError {
  const { name } = operation
  const isKnown = definitionOfCustom(operation) !== undefined
  return new LimbeckError(
    'LB5012',
    isKnown
      ? `The operation '${name}' has no SQL for ${dialect}.`
      : `Nobody has said what the operation '${name}' does.`,
    {
      hints: isKnown
        ? [`Add \`emit.${dialect}\` or \`emit.default\` to its \`defineOperation\`; \`() => null\` does nothing there.`]
        : [
            `Call it with its definition, \`op.run(${name}, { … })\`, or list it under \`operations\` in the configuration.`,
          ],
      details: { operation: name, dialect },
    },
  )
}

import { type OperationOf, definitionOf } from '../../../operations/index.ts'
import { type Statement, statement } from '../../../sql/index.ts'
import type { EmitRequest } from './emit-request.ts'
import { keptRights } from './kept-rights.ts'

/** The card puts a new type in the place of the old one; what was said about the old one is said again. */
export function emitReplacedEnum(
  op: OperationOf<'dropEnumValue'> | OperationOf<'reorderEnumValues'>,
  { grammar, before }: EmitRequest,
): readonly Statement[] {
  const { namespace, name: typeName } = op
  const rights = keptRights({ objectType: 'enum type', namespace, name: typeName }, before, grammar)
  const statements = [...definitionOf(op).emit(op, grammar, before), ...rights]
  const type = before.get({ kind: 'enumType', namespace: op.namespace, name: op.name })
  if (type?.kind !== 'enumType' || type.comment === null || type.comment === '') return statements
  const name = grammar.qualified(op.namespace, op.name)
  return [...statements, statement(`COMMENT ON TYPE ${name} IS ${grammar.literal(type.comment)}`)]
}
